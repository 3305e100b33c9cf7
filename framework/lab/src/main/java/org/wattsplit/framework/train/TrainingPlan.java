package org.wattsplit.framework.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.ScenarioSetup;

/**
 * How a learner is trained.
 *
 * @param setup the scenario to train on
 * @param validation the scenario to judge on between episodes; it may differ in what it draws from (traces)
 * @param actions the actions
 * @param actionSet which kind of action set they are
 * @param trainingRequests requests that episodes are cut out of
 * @param validationRequests requests of one validation episode
 * @param learner makes the learner
 * @param options options of the learner
 * @param teacher name of the agent whose steps warm-start it; null for a cold start
 * @param seed root seed
 * @param steps steps to train for, at least 1
 * @param horizon steps of an episode after its first action, which is drawn by chance; at least 1
 * @param evaluateEvery steps between evaluations, rounded up to whole episodes
 * @param patience evaluations without a better one after which training stops early; 0 for never
 */
public record TrainingPlan(
        ScenarioSetup setup,
        ScenarioSetup validation,
        ActionSet actions,
        ActionSet.Kind actionSet,
        Workload trainingRequests,
        Workload validationRequests,
        LearnerProvider learner,
        Map<String, String> options,
        @Nullable String teacher,
        long seed,
        long steps,
        int horizon,
        long evaluateEvery,
        int patience) {
    public TrainingPlan {
        options = Map.copyOf(options);
        Check.that(steps >= 1, "the steps", "at least 1", steps);
        Check.range("the horizon", 1, trainingRequests.requests().size() - 1, horizon);
        Check.that(evaluateEvery >= 1, "the steps between evaluations", "at least 1", evaluateEvery);
        Check.that(patience >= 0, "the patience", "at least 0", patience);
    }
}
