package org.wattsplit.testbed.replay;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.wattsplit.framework.testbed.SettingChanges;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.simulated.ChargedOutcome;
import org.wattsplit.testbed.simulated.StillTestbed;

/**
 * Replays a measurement table: the mean outcome of a configuration, or one of its rows drawn by chance. Changes of the
 * hardware setting are charged by the scenario's rule and labelled modelled; where they are free the part is absent.
 */
public final class ReplayTestbed extends StillTestbed {
    /** What a configuration's execution may give. */
    private final Map<Configuration, List<ChargedOutcome>> replies = new HashMap<>();

    private ReplayTestbed(MeasurementTable table, TransitionCost transition, int initialSetting, boolean sampled) {
        super(describe(table, transition, !sampled), initialSetting);
        SettingChanges changes = transition.in(table.measuredSpace());
        for (Evaluated mean : table.means()) {
            Configuration configuration = mean.configuration();
            List<Outcome> outcomes = sampled ? table.outcomes(configuration) : List.of(mean.outcome());
            replies.put(
                    configuration,
                    outcomes.stream()
                            .map(outcome -> new ChargedOutcome(outcome, changes, configuration.settingIndex()))
                            .toList());
        }
    }

    /** Replays the mean outcome of each configuration. */
    public static ReplayTestbed ofMeans(MeasurementTable table, TransitionCost transition, int initialSetting) {
        return new ReplayTestbed(table, transition, initialSetting, false);
    }

    /** Replays a row of each configuration, each as likely as any other. */
    public static ReplayTestbed ofSamples(MeasurementTable table, TransitionCost transition, int initialSetting) {
        return new ReplayTestbed(table, transition, initialSetting, true);
    }

    /** What a replay of a table can do; all its outcomes have the same parts. */
    static Capabilities describe(MeasurementTable table, TransitionCost transition, boolean deterministic) {
        Outcome any =
                transition.in(table.measuredSpace()).charge(table.means().get(0).outcome(), 0, 0);
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
                List.of(),
                false);
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        List<ChargedOutcome> known = replies.get(configuration);
        if (known == null) {
            throw new TestbedException("edge", false, "the table has no measurement of " + configuration);
        }
        int before = changeTo(configuration);
        return known.get(known.size() == 1 ? 0 : random().nextInt(known.size())).from(before);
    }
}
