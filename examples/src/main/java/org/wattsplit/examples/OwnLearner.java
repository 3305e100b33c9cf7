package org.wattsplit.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.FigureMeans;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.random.SavableRandom;
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
        Study study = Study.of("pi4-coral-gpu", out).learner(new Provider());
        study.search();
        study.train("averages", plan -> plan.withSteps(steps, steps / 5));
        study.evaluate(plan -> plan.withRequests(requests), "cloud", "planner");
        return study.compare();
    }

    /** Makes it. Public, with a constructor without arguments, so that it may stand on the class path, too. */
    public static final class Provider implements LearnerProvider {
        @Override
        public String name() {
            return "averages";
        }

        @Override
        public String description() {
            return "the action of the least mean cost";
        }

        @Override
        public Learner create(AgentContext context) {
            return new Averages(context);
        }
    }

    private static final class Averages implements Learner {
        private final SavableRandom random;
        private final double[] joules;
        private final long[] times;
        private final FigureMeans figures = new FigureMeans("absolute_error_j");

        Averages(AgentContext context) {
            random = new SavableRandom(context.random().nextLong());
            joules = new double[context.actions().size()];
            times = new long[joules.length];
        }

        private double mean(int action) {
            return times[action] == 0 ? 0 : joules[action] / times[action];
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

        @Override
        public int explore(Observation observation, ActionMask mask) {
            return random.nextDouble() < EXPLORE ? mask.draw(random) : act(observation, mask);
        }

        @Override
        public void observe(Transition transition) {
            int action = transition.action();
            double cost = -transition.reward();
            figures.add("absolute_error_j", Math.abs(cost - mean(action)));
            joules[action] += cost;
            times[action]++;
        }

        @Override
        public void warmStart(List<Transition> steps) {
            steps.forEach(this::observe);
        }

        /** {@code absolute_error_j}: how far a cost was from the mean of its action before, in J. */
        @Override
        public Map<String, Double> figures() {
            return figures.take();
        }

        /** {@code joules}, {@code times}: by action, the sum of its costs, and how often it was taken. */
        @Override
        public void save(ArrayStore store) {
            store.put("joules", joules);
            store.put("times", times);
            store.put("random", random.state());
        }

        @Override
        public void load(ArrayStore store) {
            System.arraycopy(store.doubles("joules", joules.length), 0, joules, 0, joules.length);
            System.arraycopy(store.longs("times", times.length), 0, times, 0, times.length);
            random.restore(store.longs("random", 1)[0]);
        }
    }
}
