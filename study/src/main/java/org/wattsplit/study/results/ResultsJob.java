package org.wattsplit.study.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.results.ResultsPage;
import org.wattsplit.framework.results.ScenarioResults;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.train.TrainJob;
import org.wattsplit.study.train.TrainPlan;
import org.wattsplit.study.train.TrainResult;

/**
 * Trains and tests all agents in all scenarios, and writes the page of results. What is complete stays: a job that was
 * cut off goes on when it is run again.
 */
public final class ResultsJob {
    private static final List<String> DYNAMIC = List.of("MobileLink-v1", "SharedCloud-v1", "HotDevice-v1", "Field-v1");
    private static final List<String> HEURISTICS = List.of(
            "cloud",
            "edge",
            "dynasplit",
            "greedy-switching",
            "fixed-setting",
            "myopic-cost",
            "dynamic-split",
            "planner",
            "relaxed");
    private static final String CLAIRVOYANT = "clairvoyant";
    private static final String TEACHER = "greedy-switching";
    private static final List<String> LEARNERS = List.of("held-split", "ppo", "linucb", "thompson", "q-table");
    /** Learners that are trained where nothing but the hardware setting moves; they take minutes a seed. */
    private static final List<String> SLOW = List.of("sac", "rl4j-dqn");
    /** Evaluations of a training that compares starts. */
    private static final int START_EVALUATIONS = 20;

    /** A way to begin a training. */
    private record Start(
            String name, String learner, @Nullable String teacher) {}

    private static final List<Start> STARTS = List.of(
            new Start("cold", "ppo:prior=0", null),
            new Start("cloned", "ppo:prior=0", TEACHER),
            new Start("valued", "ppo", null));

    private final ResultsPlan plan;
    private final JobContext context;
    private final Consumer<String> told;

    private ResultsJob(ResultsPlan plan, JobContext context, Consumer<String> told) {
        this.plan = plan;
        this.context = context;
        this.told = told;
    }

    /**
     * Runs a plan.
     *
     * @param told told the command of each part before it runs
     * @return what was found, a scenario each, in order
     * @throws InputException where the plan or what it names breaks a rule
     */
    public static List<ScenarioResults> run(ResultsPlan plan, JobContext context, Consumer<String> told) {
        try (WriteLock folder = WriteLock.inside(plan.out());
                WriteLock page = WriteLock.of(plan.file())) {
            return new ResultsJob(plan, context, told).run();
        }
    }

    private List<ScenarioResults> run() {
        if (plan.learners() != null) {
            plan.learners().forEach(learner -> TrainJob.learner(learner, context.registry()));
        }
        List<String> ids = new ArrayList<>();
        if (plan.scenarios() != null) {
            ids.addAll(plan.scenarios());
        } else {
            ids.add(plan.data().dataset().table() == null ? "DynaSplitModel-v1" : "DynaSplit-v1");
            ids.addAll(DYNAMIC);
        }
        List<Scenario> all = ids.stream()
                .map(id -> ScenarioChoice.provider(id, context.registry()).scenario())
                .toList();
        List<ScenarioResults> results = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            results.add(scenario(ids.get(i), all.get(i)));
        }
        String text = ResultsPage.of(results, String.valueOf(plan.command()), context.producer());
        AtomicFile.write(plan.file(), writer -> writer.write(text));
        return results;
    }

    private ScenarioResults scenario(String id, Scenario scenario) {
        List<String> commands = new ArrayList<>();
        Path folder = plan.out().resolve(scenario.id());
        boolean still = scenario.dynamics().equals(Dynamics.NONE);
        ScenarioChoice choice = ScenarioChoice.of(id);
        Actions actions = search(scenario, commands);

        Map<String, ScenarioResults.TrainingFigures> trainings = new LinkedHashMap<>();
        List<String> agents = new ArrayList<>(HEURISTICS);
        if (still) {
            agents.add(CLAIRVOYANT);
        }
        for (AgentSpec learner : learners(still)) {
            Path policies = folder.resolve(learner.name());
            TrainPlan.Builder train = TrainPlan.of(plan.data(), actions, learner.toString(), policies)
                    .withScenario(choice)
                    .withSteps(plan.steps(), TrainPlan.EVALUATE_EVERY);
            trainings.put(learner.name(), ResultsFigures.of(train(train, commands)));
            agents.add(learner.name() + ":policy=" + policies);
        }

        EvaluatePlan.Builder usual = EvaluatePlan.of(plan.data(), actions, agents, folder.resolve("runs"))
                .withScenario(choice)
                .withSeeds(1, plan.seeds())
                .withExisting(Existing.RESUME);
        if (plan.requests() != null) {
            usual.withRequests(plan.requests());
        }
        EvaluatePlan evaluate = usual.build();
        begin(evaluate.wholeCommand() + " --resume", commands);
        EvaluateJob.run(evaluate, context);
        ComparisonResult comparison = compare(evaluate.out(), actions, folder, commands);
        return new ScenarioResults(
                scenario.description(), comparison, trainings, starts(choice, actions, folder, commands), commands);
    }

    private Map<String, ScenarioResults.StartFigures> starts(
            ScenarioChoice scenario, Actions actions, Path folder, List<String> commands) {
        Map<String, ScenarioResults.StartFigures> starts = new LinkedHashMap<>();
        if (plan.startSteps() > 0) {
            for (Start start : STARTS) {
                TrainPlan.Builder train = TrainPlan.of(
                                plan.data(), actions, start.learner(), folder.resolve("start-" + start.name()))
                        .withScenario(scenario)
                        .withSteps(plan.startSteps(), Math.max(1, plan.startSteps() / START_EVALUATIONS))
                        .withWarmStart(start.teacher())
                        .withCompared(TEACHER);
                starts.put(start.name(), ResultsFigures.ofStart(train(train, commands)));
            }
        }
        return starts;
    }

    private List<AgentSpec> learners(boolean still) {
        if (plan.learners() != null) {
            return plan.learners();
        }
        List<String> all = new ArrayList<>(LEARNERS);
        if (still) {
            all.addAll(SLOW);
        }
        return all.stream().map(AgentSpec::parse).toList();
    }

    /** The exhaustive search on a scenario's testbed; one for all scenarios on the same. */
    private Actions search(Scenario scenario, List<String> commands) {
        Path pareto = plan.out().resolve("pareto-" + scenario.testbed() + ".json");
        SearchPlan.Builder usual =
                SearchPlan.of(plan.data()).withStrategy("exhaustive").into(pareto, Existing.REFUSE);
        if (!scenario.testbed().equals("replay")) {
            usual.withTestbed(new TestbedChoice(scenario.testbed(), scenario.testbedOptions()));
        }
        SearchPlan search = usual.build();
        if (Files.exists(pareto)) {
            same(pareto, search.command(), ParetoSetFile.read(pareto).header().command());
            commands.add(String.valueOf(search.wholeCommand()));
        } else {
            begin(search.wholeCommand(), commands);
            SearchJob.run(search, context);
        }
        return Actions.read(pareto, plan.data().dataset());
    }

    /** A training; read from its JSON where it is complete. */
    private TrainResult train(TrainPlan.Builder basis, List<String> commands) {
        TrainPlan train =
                basis.withSeeds(1, plan.seeds()).withExisting(Existing.RESUME).build();
        Path json = train.out().resolveSibling(train.out().getFileName() + ".json");
        String command = train.wholeCommand() + " --json " + json + " --resume";
        if (Files.exists(json)) {
            TrainResult before = Documents.readJson(json, TrainResult.class);
            same(json, train.command(), before.command());
            commands.add(command);
            return before;
        }
        begin(command, commands);
        TrainResult result = TrainJob.run(train, context);
        Documents.writeJson(json, result);
        return result;
    }

    /** Refuses what another command made. */
    private static void same(Path file, @Nullable String wanted, @Nullable String command) {
        if (!Objects.equals(wanted, command)) {
            throw InputException.of("the command that made it", String.valueOf(wanted), String.valueOf(command))
                    .at(file.toString(), 0, 0)
                    .maybe("name another folder, or remove what is there");
        }
    }

    /** Compares all runs, with the best agent that does not learn as the baseline. */
    private ComparisonResult compare(Path runs, Actions actions, Path folder, List<String> commands) {
        ComparePlan.Builder usual =
                ComparePlan.of(runs, actions.file()).withReport(folder.resolve("report.html"), true);
        CompareResult compared = CompareJob.run(usual.build(), context);
        ComparePlan compare = usual.withBaseline(ScenarioResults.bestHeuristic(compared.comparison()))
                .build();
        begin(compare.command(), commands);
        if (!Objects.equals(compare.baseline(), compared.comparison().winner())) {
            compared = CompareJob.run(compare, context);
        }
        Documents.writeJson(folder.resolve("comparison.json"), compared.comparison());
        return compared.comparison();
    }

    private void begin(@Nullable String command, List<String> commands) {
        told.accept(String.valueOf(command));
        commands.add(String.valueOf(command));
    }
}
