package org.wattsplit.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.study.Study;
import org.wattsplit.study.compare.CompareResult;

/** A learner of one's own: it remembers what each action has cost on average, and tries another now and then. */
public final class OwnLearner {
    private static final double EXPLORE = 0.1;

    private OwnLearner() {}

    /** Trains and compares it in {@code runs/own-learner}. */
    public static void main(String[] args) {
        System.out.println(
                run(Path.of("runs", "own-learner"), 50_000, 10_000).comparison().winners() + " cost least");
    }

    static CompareResult run(Path out, int steps, int requests) {
        Study study = Study.of("pi4-coral-gpu", out)
                .learner(LearnerProvider.of("averages", "the action of the least mean cost", Averages::new));
        study.search();
        study.train("averages", plan -> plan.withSteps(steps, steps / 5));
        study.evaluate(plan -> plan.withRequests(requests), "cloud", "planner");
        return study.compare();
    }

    private static final class Averages implements Learner {
        private final RandomGenerator random;
        private double[] joules;
        private long[] times;

        Averages(AgentContext context) {
            random = context.random();
            joules = new double[context.actions().size()];
            times = new long[joules.length];
        }

        /** The least mean cost; an action that nobody has tried yet is taken for free. */
        @Override
        public int act(Observation observation, ActionMask mask) {
            int best = -1;
            for (int action = 0; action < joules.length; action++) {
                if (mask.allows(action) && (best < 0 || mean(action) < mean(best))) {
                    best = action;
                }
            }
            return best;
        }

        private double mean(int action) {
            return times[action] == 0 ? 0 : joules[action] / times[action];
        }

        @Override
        public int explore(Observation observation, ActionMask mask) {
            int any = random.nextInt(joules.length);
            return random.nextDouble() < EXPLORE && mask.allows(any) ? any : act(observation, mask);
        }

        @Override
        public void observe(Transition transition) {
            joules[transition.action()] -= transition.reward();
            times[transition.action()]++;
        }

        @Override
        public void warmStart(List<Transition> steps) {
            steps.forEach(this::observe);
        }

        @Override
        public Map<String, Double> figures() {
            return Map.of("actions_tried", (double)
                    Arrays.stream(times).filter(time -> time > 0).count());
        }

        @Override
        public void save(ArrayStore store) {
            store.put("joules", joules);
            store.put("times", times);
        }

        @Override
        public void load(ArrayStore store) {
            joules = store.doubles("joules", joules.length);
            times = store.longs("times", times.length);
        }
    }
}
