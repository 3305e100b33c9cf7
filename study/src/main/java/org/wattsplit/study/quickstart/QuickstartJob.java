package org.wattsplit.study.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.evaluate.EvaluateResult;
import org.wattsplit.study.evaluate.UsualAgents;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.search.SearchResult;
import org.wattsplit.study.train.TrainJob;
import org.wattsplit.study.train.TrainPlan;
import org.wattsplit.study.train.TrainResult;

/** Searches, trains a learner, runs agents, compares them and writes a report. */
public final class QuickstartJob {
    private static final int EVALUATIONS = 15;
    private static final String BESIDE = "fixed-setting";

    private QuickstartJob() {}

    /** Told of each part before it runs and after. */
    public interface Listener {
        /** A search begins. */
        void searching(SearchPlan plan);

        /** It has ended. */
        void searched(SearchPlan plan, SearchResult result);

        /** A training begins. */
        void training(TrainPlan plan);

        /** It has ended. */
        void trained(TrainPlan plan, TrainResult result);

        /** Runs of agents begin. */
        void evaluating(EvaluatePlan plan);

        /** They have ended. */
        void evaluated(EvaluatePlan plan, EvaluateResult result);

        /** A comparison begins. */
        void comparing(ComparePlan plan);

        /** It has ended. */
        void compared(ComparePlan plan, CompareResult result);
    }

    /**
     * Runs a plan.
     *
     * @return the comparison of all agents
     * @throws org.wattsplit.framework.check.InputException where the plan or what it names breaks a rule
     */
    public static CompareResult run(QuickstartPlan plan, JobContext context, Listener listener) {
        try (WriteLock mine = WriteLock.inside(plan.out())) {
            return runAlone(plan, context, listener);
        }
    }

    private static CompareResult runAlone(QuickstartPlan plan, JobContext context, Listener listener) {
        // A scenario that cannot be says so before anything is searched.
        Scenario scenario = plan.scenario()
                .provider(plan.data().dataset(), context.registry())
                .scenario();
        Path pareto = plan.out().resolve("pareto.json");
        SearchPlan search = SearchPlan.of(plan.data())
                .withHeld(plan.held())
                .into(pareto, plan.existing())
                .build();
        listener.searching(search);
        SearchResult found = SearchJob.run(search, context);
        listener.searched(search, found);
        Actions actions = Actions.searched(
                found.first(), pareto, search.testbed(), plan.data().dataset());
        List<String> agents = new ArrayList<>(UsualAgents.of(actions, Optional.empty(), scenario, false, context));
        if (plan.steps() > 0) {
            Path policies = plan.out().resolve(QuickstartPlan.LEARNER);
            TrainPlan train = TrainPlan.of(plan.data(), actions, QuickstartPlan.LEARNER, policies)
                    .withScenario(plan.scenario())
                    .withSteps(plan.steps(), Math.max(1, plan.steps() / EVALUATIONS))
                    .withCompared(BESIDE)
                    .withExisting(plan.existing())
                    .build();
            listener.training(train);
            listener.trained(train, TrainJob.run(train, context));
            agents.add(QuickstartPlan.LEARNER + ":policy=" + policies);
        }
        Path runs = plan.out().resolve("runs");
        EvaluatePlan evaluate = EvaluatePlan.of(plan.data(), actions, agents, runs)
                .withScenario(plan.scenario())
                .withExisting(plan.existing())
                .build();
        listener.evaluating(evaluate);
        listener.evaluated(evaluate, EvaluateJob.run(evaluate, context));
        ComparePlan compare = ComparePlan.of(runs, pareto)
                .withReport(plan.out().resolve("report.html"), plan.existing() != Existing.REFUSE)
                .build();
        listener.comparing(compare);
        CompareResult compared = CompareJob.run(compare, context);
        listener.compared(compare, compared);
        return compared;
    }
}
