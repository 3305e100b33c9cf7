package org.wattsplit.testbed.replay;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * Replays a measurement table: the mean outcome of a configuration, or one of its rows drawn by chance. Changes of the
 * hardware setting are charged by the scenario's rule and labelled modelled; where they are free the part is absent.
 */
public final class ReplayTestbed implements SimulatedTestbed {
    /** What a configuration's execution may give, at an unchanged and at a changed hardware setting. */
    private record Replies(List<Outcome> unchanged, List<Outcome> changed) {}

    private final Capabilities capabilities;
    private final Map<Configuration, Replies> replies = new HashMap<>();
    private final int initialSetting;
    private int setting;
    private double nowMillis;
    private RandomGenerator random = new SplittableRandom(0);

    private ReplayTestbed(MeasurementTable table, TransitionCost transition, int initialSetting, boolean sampled) {
        this.initialSetting = initialSetting;
        setting = initialSetting;
        for (Evaluated mean : table.means()) {
            List<Outcome> outcomes = sampled ? table.outcomes(mean.configuration()) : List.of(mean.outcome());
            replies.put(
                    mean.configuration(),
                    new Replies(charge(outcomes, transition, false), charge(outcomes, transition, true)));
        }
        capabilities = describe(table, transition, !sampled);
    }

    /** Replays the mean outcome of each configuration. */
    public static ReplayTestbed ofMeans(MeasurementTable table, TransitionCost transition, int initialSetting) {
        return new ReplayTestbed(table, transition, initialSetting, false);
    }

    /** Replays a row of each configuration, each as likely as any other. */
    public static ReplayTestbed ofSamples(MeasurementTable table, TransitionCost transition, int initialSetting) {
        return new ReplayTestbed(table, transition, initialSetting, true);
    }

    private static List<Outcome> charge(List<Outcome> outcomes, TransitionCost transition, boolean changed) {
        if (transition.equals(TransitionCost.FREE)) {
            return outcomes;
        }
        List<Outcome> charged = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            charged.add(outcome.withReconfiguration(
                    changed ? transition.millis() : 0, changed ? transition.joules() : 0, Provenance.MODELLED));
        }
        return charged;
    }

    /** What a replay of a table can do; all its outcomes have the same parts. */
    static Capabilities describe(MeasurementTable table, TransitionCost transition, boolean deterministic) {
        Outcome any = charge(List.of(table.means().get(0).outcome()), transition, false)
                .get(0);
        Set<LatencyPart> latency = EnumSet.allOf(LatencyPart.class);
        latency.removeIf(part -> any.provenance(part) == Provenance.ABSENT);
        Set<EnergyPart> energy = EnumSet.allOf(EnergyPart.class);
        energy.removeIf(part -> any.provenance(part) == Provenance.ABSENT);
        return new Capabilities(
                table.measuredSpace(),
                latency,
                energy,
                any.accuracy().isPresent(),
                deterministic,
                Conditions.NONE,
                List.of());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Conditions conditions() {
        return Conditions.NONE;
    }

    @Override
    public int settingIndex() {
        return setting;
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        Replies known = replies.get(configuration);
        if (known == null) {
            throw new TestbedException("edge", false, "the table has no measurement of " + configuration);
        }
        List<Outcome> outcomes = configuration.settingIndex() == setting ? known.unchanged() : known.changed();
        setting = configuration.settingIndex();
        return outcomes.size() == 1 ? outcomes.get(0) : outcomes.get(random.nextInt(outcomes.size()));
    }

    @Override
    public void advanceTo(double timeMillis) {
        Check.that(timeMillis >= nowMillis, "the time", () -> "at least " + nowMillis + " ms, which it is", timeMillis);
        nowMillis = timeMillis;
    }

    @Override
    public void reset(long seed) {
        setting = initialSetting;
        nowMillis = 0;
        random = new SplittableRandom(seed);
    }

    @Override
    public void close() {}
}
