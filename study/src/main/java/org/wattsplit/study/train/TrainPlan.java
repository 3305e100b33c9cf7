package org.wattsplit.study.train;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.AgentPlanBuilder;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.ScenarioChoice;

/**
 * How a learner is trained.
 *
 * @param data the data that the scenario runs on
 * @param actions where its actions come from
 * @param scenario what it is trained on
 * @param learner the learner with its options
 * @param actionSet which of the Pareto set's configurations are actions; empty for {@code pareto-per-part} where link or
 *     cloud move, else the learner's own
 * @param steps steps to train for, at least 1, rounded up to whole episodes
 * @param horizon requests of an episode, 1 to below {@value #LEAST_REQUESTS}
 * @param evaluateEvery steps between evaluations, at least 1
 * @param patience evaluations without a better one after which training stops; 0 for never
 * @param warmStart name of the agent whose steps it learns from first; null for a cold start
 * @param compareWith name of an agent that is judged on the same validation requests; null for none
 * @param trainOn the workload whose distribution of deadlines and arrivals it is trained on, or {@value #PUBLISHED} for
 *     deadlines as DynaSplit published them, between the least and the largest of the data's; null for the largest workload
 * @param seed first root seed
 * @param seeds trainings under as many seeds in a row, at least 1
 * @param threads seeds at a time, at least 1
 * @param out folder of the policies
 * @param existing what becomes of earlier trainings of the same seeds
 */
public record TrainPlan(
        Data data,
        Actions actions,
        ScenarioChoice scenario,
        AgentSpec learner,
        Optional<ActionSet.Kind> actionSet,
        int steps,
        int horizon,
        int evaluateEvery,
        int patience,
        @Nullable String warmStart,
        @Nullable String compareWith,
        @Nullable String trainOn,
        long seed,
        int seeds,
        int threads,
        Path out,
        Existing existing) {
    /** In the place of a workload's name: deadlines as published. */
    public static final String PUBLISHED = "published";

    /** Requests to train on, where the data has fewer. */
    public static final int LEAST_REQUESTS = 10_000;

    /** Steps unless others are asked for. */
    public static final int STEPS = 100_000;

    /** Requests of an episode unless others are asked for. */
    public static final int HORIZON = 64;

    /** Steps between evaluations unless others are asked for. */
    public static final int EVALUATE_EVERY = 10_000;

    public TrainPlan {
        InputException.require(seeds >= 1, "the seeds", "at least 1", seeds);
        InputException.require(threads >= 1, "the threads", "at least 1", threads);
        InputException.require(steps >= 1, "the steps", "at least 1", steps);
        InputException.require(evaluateEvery >= 1, "the steps between evaluations", "at least 1", evaluateEvery);
        InputException.require(patience >= 0, "the patience", "at least 0", patience);
        InputException.require(
                horizon >= 1 && horizon < LEAST_REQUESTS,
                "the horizon",
                "at least 1 and below " + LEAST_REQUESTS,
                horizon);
    }

    /** A builder with the usual choices, on all processors. */
    public static Builder of(Data data, Actions actions, String learner, Path out) {
        return new Builder(data, actions, AgentSpec.parse(learner), out);
    }

    /** The command that does the same, but for where its result goes; null where none does. */
    public @Nullable String command() {
        return commandText().text();
    }

    /** {@link #command} with where its result goes. */
    public @Nullable String wholeCommand() {
        return commandText().option("--out", out).text();
    }

    private CommandText commandText() {
        return CommandText.of("train")
                .data(data)
                .scenario(actions, scenario)
                .option("--agent", learner)
                .option("--action-set", actionSet.map(ActionSet.Kind::label).orElse(null))
                .option("--steps", steps, STEPS)
                .option("--horizon", horizon, HORIZON)
                .option("--evaluate-every", evaluateEvery, EVALUATE_EVERY)
                .option("--patience", patience, 0)
                .option("--warm-start", warmStart)
                .option("--compare-with", compareWith)
                .option("--train-on", trainOn)
                .option("--seed", seed, 1L)
                .option("--seeds", seeds, 1);
    }

    /** A plan in the making, with the usual choices where no other was made. */
    public static final class Builder extends AgentPlanBuilder<Builder> {
        private final AgentSpec learner;
        private int steps = STEPS;
        private int horizon = HORIZON;
        private int evaluateEvery = EVALUATE_EVERY;
        private int patience;
        private @Nullable String warmStart;
        private @Nullable String compareWith;
        private @Nullable String trainOn;

        private Builder(Data data, Actions actions, AgentSpec learner, Path out) {
            super(data, actions, out);
            this.learner = learner;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** For other steps, with evaluations after every so many of them. */
        public Builder withSteps(int other, int every) {
            steps = other;
            evaluateEvery = every;
            return this;
        }

        /** In episodes of so many requests. */
        public Builder withHorizon(int requests) {
            horizon = requests;
            return this;
        }

        /** Stopped after so many evaluations without a better one; 0 for never. */
        public Builder withPatience(int evaluations) {
            patience = evaluations;
            return this;
        }

        /** Begun by learning from an agent's steps; null for a cold start. */
        public Builder withWarmStart(@Nullable String teacher) {
            warmStart = teacher;
            return this;
        }

        /** With another agent judged beside it; null for none. */
        public Builder withCompared(@Nullable String agent) {
            compareWith = agent;
            return this;
        }

        /** On requests like those of another workload, or as published; null for the largest workload. */
        public Builder withTrainOn(@Nullable String workload) {
            trainOn = workload;
            return this;
        }

        /**
         * The plan of the choices so far.
         *
         * @throws InputException where one of them breaks a rule
         */
        public TrainPlan build() {
            return new TrainPlan(
                    data,
                    actions,
                    scenario,
                    learner,
                    Optional.ofNullable(actionSet),
                    steps,
                    horizon,
                    evaluateEvery,
                    patience,
                    warmStart,
                    compareWith,
                    trainOn,
                    seed,
                    seeds,
                    threads,
                    out,
                    existing);
        }
    }
}
