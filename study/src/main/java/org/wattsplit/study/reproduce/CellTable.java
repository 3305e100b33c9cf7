package org.wattsplit.study.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.rollout.Decider;
import org.wattsplit.framework.rollout.Rollout;

/**
 * The best action for what is observed, found by trying all of them: observations are sorted into cells, quantiles of each of
 * their values, and in each cell the action of the least mean cost is taken. What it needs in steps no learner is given, so that it
 * tells how much can be gained where the state itself is not seen.
 */
final class CellTable {
    /** Bounds between cells of a value that takes many values. */
    private static final int BINS = 10;

    private static final int CALIBRATION = 20_000;
    /** Actions of a cell that look best when all were tried, among which more tries decide. */
    private static final int FEW = 8;
    /** Of an action that was tried a few times only, so many tries are taken to have cost what it costs in all cells. */
    private static final double TRIES = 2;

    private final int actions;
    private final double[][] bounds;
    private final Map<Integer, double[]> sums = new HashMap<>();
    private final Map<Integer, int[]> tries = new HashMap<>();
    private final double[] allSums;
    private final int[] allTries;

    private CellTable(int actions, double[][] bounds) {
        this.actions = actions;
        this.bounds = bounds;
        allSums = new double[actions];
        allTries = new int[actions];
    }

    /**
     * A table of what actions cost: half of the requests are served by chance, the other half by chance among those of a cell that
     * look best then.
     *
     * @param seeds makes the seed of each episode
     * @param steps requests to serve, at least {@value #CALIBRATION}
     */
    static CellTable of(Environment environment, RandomGenerator seeds, RandomGenerator random, int steps) {
        List<Observation> seen = new ArrayList<>();
        Decider chance = (observation, mask) -> mask.draw(random);
        episodes(environment, seeds, chance, CALIBRATION, (observation, action, cost) -> seen.add(observation));
        int values = environment.observationSpace().size();
        double[][] bounds = new double[values][];
        int age = environment.observationSpace().names().indexOf(Condition.ESTIMATE_AGE_MS.column());
        for (int value = 0; value < values; value++) {
            int index = value;
            // How old an estimate is tells little, and would take most of the tries.
            bounds[value] = value == age
                    ? new double[0]
                    : bounds(seen.stream().mapToDouble(one -> one.get(index)).toArray());
        }
        CellTable table = new CellTable(environment.actions().size(), bounds);
        episodes(environment, seeds, chance, steps / 2, table::add);
        Map<Integer, ActionMask> few = new HashMap<>();
        table.sums.keySet().forEach(cell -> few.put(cell, table.few(cell)));
        Decider better = (observation, mask) -> {
            int action = few.getOrDefault(table.cell(observation), mask).draw(random);
            return mask.allows(action) ? action : mask.draw(random);
        };
        episodes(environment, seeds, better, steps / 2, table::add);
        return table;
    }

    private interface Try {
        void of(Observation observation, int action, double cost);
    }

    private static void episodes(Environment environment, RandomGenerator seeds, Decider decider, int steps, Try told) {
        int left = steps;
        while (left > 0) {
            Reset start = environment.reset(seeds.nextLong(), ResetOptions.DEFAULT);
            left -= Rollout.run(
                    environment,
                    start,
                    decider,
                    left,
                    moment -> told.of(
                            moment.observation(),
                            moment.action(),
                            -moment.step().reward()));
        }
    }

    /** Where a value's cells end: between its values where it has few, else at its quantiles. */
    private static double[] bounds(double[] values) {
        double[] distinct = Arrays.stream(values).distinct().sorted().toArray();
        if (distinct.length <= BINS) {
            return Arrays.copyOf(distinct, distinct.length - 1);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] bounds = new double[BINS - 1];
        Arrays.setAll(bounds, bin -> sorted[(bin + 1) * sorted.length / BINS]);
        return bounds;
    }

    private int cell(Observation observation) {
        int cell = 0;
        for (int value = 0; value < bounds.length; value++) {
            int bin = 0;
            while (bin < bounds[value].length && observation.get(value) > bounds[value][bin]) {
                bin++;
            }
            cell = cell * (bounds[value].length + 1) + bin;
        }
        return cell;
    }

    private void add(Observation observation, int action, double cost) {
        int cell = cell(observation);
        sums.computeIfAbsent(cell, key -> new double[actions])[action] += cost;
        tries.computeIfAbsent(cell, key -> new int[actions])[action]++;
        allSums[action] += cost;
        allTries[action]++;
    }

    /** The few actions of a cell that cost least so far. */
    private ActionMask few(int cell) {
        double[] means = means(cell);
        double[] sorted = means.clone();
        Arrays.sort(sorted);
        boolean[] allowed = new boolean[actions];
        for (int action = 0; action < actions; action++) {
            allowed[action] = means[action] <= sorted[Math.min(FEW, actions) - 1];
        }
        return ActionMask.of(allowed);
    }

    /** The agent that takes the best action of each cell. */
    Agent agent() {
        Map<Integer, double[]> means = new HashMap<>();
        return (observation, mask) -> least(means.computeIfAbsent(cell(observation), this::means), mask);
    }

    private double[] means(int cell) {
        double[] means = new double[actions];
        double[] of = sums.getOrDefault(cell, new double[actions]);
        int[] tried = tries.getOrDefault(cell, new int[actions]);
        for (int action = 0; action < actions; action++) {
            double elsewhere = allSums[action] / Math.max(1, allTries[action]);
            means[action] = (of[action] + TRIES * elsewhere) / (tried[action] + TRIES);
        }
        return means;
    }

    private static int least(double[] means, ActionMask mask) {
        int best = mask.first();
        for (int action = 0; action < means.length; action++) {
            if (mask.allows(action) && means[action] < means[best]) {
                best = action;
            }
        }
        return best;
    }
}
