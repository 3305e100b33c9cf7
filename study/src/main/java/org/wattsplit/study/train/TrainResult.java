package org.wattsplit.study.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.train.CurvePoint;
import org.wattsplit.framework.train.TrainingResult;

/**
 * How trainings went.
 *
 * @param command the command that does the same; null where none does
 * @param agent the learner with its options
 * @param scenario id of the scenario
 * @param actionSet name of the kind of action set
 * @param actions number of actions
 * @param compareWith the agent that was judged beside it; null without
 * @param trainings one for each seed
 */
public record TrainResult(
        @Nullable String command,
        String agent,
        String scenario,
        String actionSet,
        int actions,
        @Nullable String compareWith,
        List<Training> trainings) {
    public TrainResult {
        trainings = List.copyOf(trainings);
    }

    /**
     * One seed's training.
     *
     * @param result how it went
     * @param resumed whether an earlier job did a part of it
     * @param cpuSeconds processor time that this job spent on it, evaluations included
     * @param compared what the agent beside it costs on the same validation requests; null without
     */
    public record Training(
            TrainingResult result,
            boolean resumed,
            double cpuSeconds,
            @Nullable CurvePoint compared) {
        /** Steps after which the learner first cost no more than the compared agent; null where it never did. */
        public @Nullable Long stepsToReach() {
            if (compared == null) {
                return null;
            }
            return result.curve().stream()
                    .filter(point -> point.costJoules() <= compared.costJoules())
                    .map(CurvePoint::steps)
                    .findFirst()
                    .orElse(null);
        }
    }
}
