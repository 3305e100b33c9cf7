package org.wattsplit.agents.factored;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/** Actions of several knobs, with outcomes by chance. */
public final class MadeUpActions {
    private MadeUpActions() {}

    /**
     * A set of actions.
     *
     * @param sizes the number of values of each knob
     * @param share the share of all combinations that are actions
     */
    public static ActionSet of(long seed, double share, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Knob> knobs = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            knobs.add(new Knob(
                    i == 0 ? Knob.SPLIT_LAYER : "knob_" + i,
                    Knob.Kind.NUMERIC,
                    IntStream.range(0, sizes[i]).mapToObj(String::valueOf).toList(),
                    i == sizes.length - 1));
        }
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec("made-up", knobs, List.of(), null, null));
        List<Evaluated> actions = new ArrayList<>();
        space.stream().forEach(configuration -> {
            if (actions.isEmpty() || random.nextDouble() < share) {
                actions.add(new Evaluated(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, 1 + random.nextInt(20), Provenance.MODELLED)
                                .energy(EnergyPart.EDGE, 1 + random.nextInt(30), Provenance.MODELLED)
                                .build(),
                        1));
            }
        });
        return ActionSet.of(space, actions);
    }

    /** A set of two to five knobs of one to four values, of which any share may be missing. */
    public static ActionSet random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = IntStream.range(0, 2 + random.nextInt(4))
                .map(i -> 1 + random.nextInt(4))
                .toArray();
        return of(seed, random.nextDouble(), sizes);
    }

    /** A mask that allows any share of actions, at least one. */
    public static ActionMask mask(int actions, RandomGenerator random) {
        double share = random.nextDouble();
        boolean[] allowed = new boolean[actions];
        for (int i = 0; i < actions; i++) {
            allowed[i] = random.nextDouble() < share;
        }
        allowed[random.nextInt(actions)] = true;
        return ActionMask.of(allowed);
    }
}
