package org.wattsplit.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * A made-up world whose best action is known in every state. Two conditions are drawn anew for each request. The first two
 * knobs' sum is bounded, and each knob costs the square of its distance from where the conditions and the knob before it
 * want it. So the least cost of a state, out of however many actions, is that of a shortest path along the knobs.
 */
final class ChainWorld {
    private static final double DEADLINE_MILLIS = 1_000;
    private static final double LEAST_JOULES = 1;
    private static final double RANGE_JOULES = 100;
    private static final double PRICE_JOULES = 20;
    /** States that the costs of a fixed action are means over. */
    private static final int MEAN_STATES = 1_000;

    private final int[] sizes;
    /** By knob, what moves where it is wanted: either condition, and the knob before. */
    private final double[][] pulls;
    /** By knob, value before, value: mean cost over states. */
    private final double[][][] means;

    private final ActionSet actions;

    /** A world of knobs of those sizes. */
    ChainWorld(long seed, int... sizes) {
        this.sizes = sizes.clone();
        SplittableRandom random = new SplittableRandom(seed);
        pulls = new double[sizes.length][3];
        for (double[] pull : pulls) {
            for (int i = 0; i < pull.length; i++) {
                pull[i] = (random.nextBoolean() ? 1 : -1) * (0.3 + 0.4 * random.nextDouble());
            }
        }
        means = new double[sizes.length][][];
        for (int knob = 0; knob < sizes.length; knob++) {
            means[knob] = new double[knob == 0 ? 1 : sizes[knob - 1]][sizes[knob]];
        }
        for (int i = 0; i < MEAN_STATES; i++) {
            double[] state = state(random);
            for (int knob = 0; knob < sizes.length; knob++) {
                for (int before = 0; before < means[knob].length; before++) {
                    for (int value = 0; value < sizes[knob]; value++) {
                        means[knob][before][value] += joules(state, knob, before, value) / MEAN_STATES;
                    }
                }
            }
        }
        actions = actionSet();
    }

    private ActionSet actionSet() {
        List<Knob> knobs = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            knobs.add(new Knob(
                    i == 0 ? Knob.SPLIT_LAYER : "knob_" + i,
                    Knob.Kind.NUMERIC,
                    IntStream.range(0, sizes[i]).mapToObj(String::valueOf).toList(),
                    false));
        }
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec("chain", knobs, List.of(), null, null));
        List<Evaluated> evaluated = new ArrayList<>();
        space.stream()
                .filter(one -> feasible(1, one.choice(0), one.choice(1)))
                .forEach(one -> evaluated.add(new Evaluated(
                        one,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, 1, Provenance.MODELLED)
                                .energy(EnergyPart.EDGE, meanJoules(one), Provenance.MODELLED)
                                .build(),
                        1)));
        return ActionSet.of(space, evaluated);
    }

    private boolean feasible(int knob, int before, int value) {
        return knob != 1 || position(0, before) + position(1, value) < 1.6;
    }

    private double position(int knob, int value) {
        return sizes[knob] == 1 ? 0.5 : value / (sizes[knob] - 1.0);
    }

    /** A state's conditions, drawn. */
    static double[] state(RandomGenerator random) {
        return new double[] {random.nextDouble(), random.nextDouble()};
    }

    private double joules(double[] state, int knob, int before, int value) {
        double[] pull = pulls[knob];
        double wanted = 0.5
                + pull[0] * (state[0] - 0.5)
                + pull[1] * (state[1] - 0.5)
                + (knob == 0 ? 0 : pull[2] * (position(knob - 1, before) - 0.5));
        double off = position(knob, value) - Math.max(0, Math.min(1, wanted));
        return (LEAST_JOULES + RANGE_JOULES * off * off) / sizes.length;
    }

    private double meanJoules(Configuration configuration) {
        double sum = 0;
        for (int knob = 0; knob < sizes.length; knob++) {
            sum += means[knob][knob == 0 ? 0 : configuration.choice(knob - 1)][configuration.choice(knob)];
        }
        return sum;
    }

    /** What an action costs in a state, in joules. */
    double joules(double[] state, int action) {
        Configuration configuration = actions.configuration(action);
        double sum = 0;
        for (int knob = 0; knob < sizes.length; knob++) {
            int before = knob == 0 ? 0 : configuration.choice(knob - 1);
            sum += joules(state, knob, before, configuration.choice(knob));
        }
        return sum;
    }

    /** The least that any action costs in a state, in joules. */
    double leastJoules(double[] state) {
        double[] least = {0};
        for (int knob = 0; knob < sizes.length; knob++) {
            double[] next = new double[sizes[knob]];
            Arrays.fill(next, Double.POSITIVE_INFINITY);
            for (int before = 0; before < least.length; before++) {
                for (int value = 0; value < next.length; value++) {
                    if (feasible(knob, before, value)) {
                        next[value] = Math.min(next[value], least[before] + joules(state, knob, before, value));
                    }
                }
            }
            least = next;
        }
        return Arrays.stream(least).min().orElseThrow();
    }

    /** The action that costs least over all states. */
    int bestFixed() {
        int best = 0;
        for (int action = 1; action < actions.size(); action++) {
            best = actions.energyJoules(action) < actions.energyJoules(best) ? action : best;
        }
        return best;
    }

    ActionSet actions() {
        return actions;
    }

    /** What is observed in a state. */
    Observation observe(double[] state) {
        return Observation.of(DEADLINE_MILLIS, 0, state[0], state[1]);
    }

    /** What a learner of this world is made from. */
    AgentContext context(long seed, Map<String, String> options) {
        return new AgentContext(
                actions,
                ActionMask.all(actions.size()),
                new TransitionCost(0, 0),
                new CostWeights(PRICE_JOULES),
                DeadlineDistribution.of(List.of(new Request(0, "chain", 0, DEADLINE_MILLIS))),
                0,
                new Box(
                        List.of("deadline_ms", "setting", "first", "second"),
                        List.of(0.0, 0.0, 0.0, 0.0),
                        List.of(2 * DEADLINE_MILLIS, 0.0, 1.0, 1.0)),
                Conditions.NONE,
                new SplittableRandom(seed),
                options,
                List.of());
    }
}
