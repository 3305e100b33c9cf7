package org.wattsplit.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.MeanInterval;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.provider.Providers;

/**
 * What learners that choose knob by knob learn in a {@link ChainWorld}: in some 100,000 actions, how much processor time
 * training takes and how much of what the best fixed action leaves they gain; in 60 actions, what they cost less what flat
 * ones do. Arguments: {@code many} or {@code few}, a learner, the seeds, the steps, and options as {@code name=value}.
 * {@code OMP_NUM_THREADS=1} keeps it on one core.
 */
public final class FactoredTraining {
    private static final int TESTED = 2_000;
    private static final double NOISE = 0.1;

    private final ChainWorld world;
    private final String learner;
    private final Map<String, String> options;
    private final int steps;

    private FactoredTraining(ChainWorld world, String learner, int steps, Map<String, String> options) {
        this.world = world;
        this.learner = learner;
        this.steps = steps;
        this.options = options;
    }

    /** Runs it, and prints a table in Markdown. */
    public static void main(String[] args) {
        boolean many = args[0].equals("many");
        int seeds = Integer.parseInt(args[2]);
        Map<String, String> options = new HashMap<>();
        options.put("steps", args[3]);
        for (int i = 4; i < args.length; i++) {
            options.put(args[i].split("=", 2)[0], args[i].split("=", 2)[1]);
        }
        ChainWorld world = many ? new ChainWorld(1, 11, 10, 10, 10, 10) : new ChainWorld(1, 4, 5, 4);
        FactoredTraining training = new FactoredTraining(world, args[1], Integer.parseInt(args[3]), options);
        System.out.printf(Locale.ROOT, "%d actions%n", world.actions().size());
        System.out.println(
                "| learner | factored | seed | processor s | cost J | best fixed J | least J | gap closed % |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        double[] differences = new double[seeds];
        double flat = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double factored = training.train(seed, true);
            if (!many) {
                double other = training.train(seed, false);
                differences[seed] = factored - other;
                flat += other / seeds;
            }
        }
        if (!many && seeds > 1) {
            System.out.printf(Locale.ROOT, "factored minus flat, %% of the cost: %s%n", percent(differences, flat));
        }
    }

    private static String percent(double[] differences, double cost) {
        Interval interval = MeanInterval.of(differences);
        return String.format(
                Locale.ROOT,
                "%.2f [%.2f, %.2f]",
                100 * interval.value() / cost,
                100 * interval.low() / cost,
                100 * interval.high() / cost);
    }

    private double train(int seed, boolean factored) {
        Map<String, String> all = new HashMap<>(options);
        all.put("factored", factored ? "1" : "0");
        long before = processorNanos();
        Learner agent = (Learner)
                Providers.load("an agent", AgentProvider.class).get(learner).create(world.context(seed, all));
        ActionMask mask = ActionMask.all(world.actions().size());
        SplittableRandom random = new SplittableRandom(1_000 + seed);
        double[] state = ChainWorld.state(random);
        for (int i = 0; i < steps; i++) {
            Observation observation = world.observe(state);
            int action = agent.explore(observation, mask);
            double joules = world.joules(state, action) * (1 + NOISE * (2 * random.nextDouble() - 1));
            state = ChainWorld.state(random);
            agent.observe(new Transition(
                    observation,
                    mask,
                    action,
                    -joules,
                    new Reward(joules, 0, 0),
                    world.observe(state),
                    mask,
                    false,
                    false));
        }
        double seconds = (processorNanos() - before) / 1e9;
        return report(agent, mask, seed, factored, seconds);
    }

    private double report(Agent agent, ActionMask mask, int seed, boolean factored, double seconds) {
        SplittableRandom random = new SplittableRandom(1);
        int fixed = world.bestFixed();
        double cost = 0;
        double best = 0;
        double least = 0;
        for (int i = 0; i < TESTED; i++) {
            double[] state = ChainWorld.state(random);
            cost += world.joules(state, agent.act(world.observe(state), mask)) / TESTED;
            best += world.joules(state, fixed) / TESTED;
            least += world.leastJoules(state) / TESTED;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %.0f | %.3f | %.3f | %.3f | %.0f |%n",
                learner,
                factored ? 1 : 0,
                seed,
                seconds,
                cost,
                best,
                least,
                100 * (best - cost) / (best - least));
        return cost;
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
