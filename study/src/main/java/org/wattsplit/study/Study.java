package org.wattsplit.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.provider.Provider;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.evaluate.EvaluateResult;
import org.wattsplit.study.evaluate.UsualAgents;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.search.SearchResult;
import org.wattsplit.study.train.TrainJob;
import org.wattsplit.study.train.TrainPlan;
import org.wattsplit.study.train.TrainResult;

/**
 * The short way through a study: search, training, evaluation and comparison of one scenario, in one folder. Each step
 * uses what the steps before it left there, takes the usual choices unless a change of its plan says otherwise, and is
 * the job of the same name, so that files are those of the commands. One thread at a time.
 *
 * <pre>
 * OUT/pareto.json     what the search evaluated
 * OUT/LEARNER         policies of a learner, a folder for each seed
 * OUT/runs            run logs, a folder for each agent and seed
 * OUT/report.html     the report of the last comparison
 * </pre>
 */
public final class Study {
    private final Data data;
    private final Path out;
    private JobContext context;
    private ScenarioChoice scenario = ScenarioChoice.USUAL;
    private Existing existing = Existing.REFUSE;
    private @Nullable Actions actions;
    private final List<String> trained = new ArrayList<>();

    private Study(Data data, Path out, JobContext context) {
        this.data = data;
        this.out = out;
        this.context = context;
    }

    /**
     * A study of a bundled dataset or of a dataset's folder.
     *
     * @param data a name of the bundled ones, or a folder
     * @param out folder of everything that it writes
     */
    public static Study of(String data, Path out) {
        return new Study(Data.open(data), out, JobContext.quiet());
    }

    /** A study of a dataset that a program made. */
    public static Study of(Dataset data, Path out) {
        return new Study(Data.of(data), out, JobContext.quiet());
    }

    /** Runs on another scenario than the data's own: an id, or a YAML file. */
    public Study scenario(String idOrFile) {
        return scenario(ScenarioChoice.of(idOrFile));
    }

    /** Runs on a scenario of some choice, the data's own with a price and a time of changes for example. */
    public Study scenario(ScenarioChoice choice) {
        scenario = choice;
        return this;
    }

    /** Does something else with results of an earlier study than to refuse to lose them. */
    public Study existing(Existing other) {
        existing = other;
        return this;
    }

    /** Runs jobs with another context: shown and told to somebody, named otherwise in files. */
    public Study context(UnaryOperator<JobContext> change) {
        context = change.apply(context);
        return this;
    }

    /**
     * Adds what is found by name, of any kind: parts of dynamics, meters, formats of traces.
     *
     * @param kind what it is a provider of, the interface that others of its kind implement
     */
    public <P extends Provider> Study with(Class<P> kind, P provider) {
        context = context.with(context.registry().with(kind, provider));
        return this;
    }

    /** Adds an agent under a name, made anew for every run. */
    public Study agent(String name, Function<AgentContext, Agent> factory) {
        return with(AgentProvider.class, AgentProvider.of(name, "an agent of this program", factory));
    }

    /** Adds a learner. */
    public Study learner(LearnerProvider learner) {
        return with(AgentProvider.class, learner);
    }

    /** Adds a testbed that scenarios may name. */
    public Study testbed(TestbedProvider testbed) {
        return with(TestbedProvider.class, testbed);
    }

    /** Adds a scenario with its environments, and runs on it. */
    public Study environment(EnvironmentProvider environment) {
        return with(EnvironmentProvider.class, environment).scenario(environment.name());
    }

    /** Adds a strategy of search. */
    public Study strategy(SearchStrategyProvider strategy) {
        return with(SearchStrategyProvider.class, strategy);
    }

    /** Searches the data's space for its Pareto set. */
    public SearchResult search() {
        return search(plan -> plan);
    }

    /** {@link #search()} with changes of its plan. */
    public SearchResult search(UnaryOperator<SearchPlan.Builder> change) {
        SearchPlan plan = change.apply(SearchPlan.of(data).into(out.resolve("pareto.json"), existing))
                .build();
        SearchResult result = SearchJob.run(plan, context);
        actions = Actions.searched(result.first(), plan.out(), plan.testbed(), data.dataset());
        return result;
    }

    /** Trains a learner, named {@code name} or {@code name:option=value}; evaluations then run it, too. */
    public TrainResult train(String learner) {
        return train(learner, plan -> plan);
    }

    /** {@link #train(String)} with changes of its plan. */
    public TrainResult train(String learner, UnaryOperator<TrainPlan.Builder> change) {
        String name = learner.split(":", 2)[0];
        TrainPlan.Builder usual = TrainPlan.of(data, actions(), learner, out.resolve(name))
                .withScenario(scenario)
                .withExisting(existing);
        TrainPlan plan = change.apply(usual).build();
        TrainResult result = TrainJob.run(plan, context);
        trained.add(name + ":policy=" + plan.out());
        return result;
    }

    /** Runs agents, or the usual ones where none is named, and all that was trained, and logs every request. */
    public EvaluateResult evaluate(String... agents) {
        return evaluate(plan -> plan, agents);
    }

    /** {@link #evaluate(String...)} with changes of its plan. */
    public EvaluateResult evaluate(UnaryOperator<EvaluatePlan.Builder> change, String... agents) {
        List<String> all = new ArrayList<>(agents.length == 0 ? usualAgents() : List.of(agents));
        all.addAll(trained);
        EvaluatePlan.Builder usual = EvaluatePlan.of(data, actions(), all, out.resolve("runs"))
                .withScenario(scenario)
                .withExisting(existing);
        return EvaluateJob.run(change.apply(usual).build(), context);
    }

    /** Compares all runs, and writes the report. */
    public CompareResult compare() {
        return compare(plan -> plan);
    }

    /** {@link #compare()} with changes of its plan. */
    public CompareResult compare(UnaryOperator<ComparePlan.Builder> change) {
        ComparePlan.Builder usual = ComparePlan.of(
                        out.resolve("runs"), actions().file())
                .withReport(out.resolve("report.html"), existing != Existing.REFUSE);
        return CompareJob.run(change.apply(usual).build(), context);
    }

    private List<String> usualAgents() {
        Scenario chosen = scenario.provider(data.dataset(), context.registry()).scenario();
        return UsualAgents.of(actions(), Optional.empty(), chosen, false, context);
    }

    /** What a search has found, in this study or in an earlier one of the same folder. */
    private Actions actions() {
        Actions found = actions;
        if (found == null) {
            found = Actions.read(out.resolve("pareto.json"), data.dataset());
            actions = found;
        }
        return found;
    }
}
