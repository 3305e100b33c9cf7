package org.wattsplit.testbed.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.SettingChanges;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.simulated.ChargedOutcome;
import org.wattsplit.testbed.simulated.StillTestbed;

/**
 * Executes configurations on a {@link DeviceModel}: always the same outcome, or, with noise, times that vary as repeated
 * measurements did (log-normal, with the model's time as their mean). Everything is labelled modelled.
 */
final class ModelTestbed extends StillTestbed {
    private final DeviceModel model;
    private final SettingChanges changes;
    private final boolean noise;
    private final Map<Configuration, Known> known = new HashMap<>();

    /** What was computed once for a configuration. */
    private record Known(Prediction prediction, ChargedOutcome outcome) {}

    /**
     * A testbed of that model.
     *
     * @param noise whether times vary
     */
    ModelTestbed(DeviceModel model, TransitionCost transition, int initialSetting, boolean noise) {
        super(describe(model, transition, noise), initialSetting);
        this.model = model;
        changes = transition.in(model.space());
        this.noise = noise;
    }

    /** What a model of a device can do. */
    static Capabilities describe(DeviceModel model, TransitionCost transition, boolean noise) {
        Set<LatencyPart> latency = new HashSet<>(model.latencyParts());
        Set<EnergyPart> energy = new HashSet<>(model.energyParts());
        if (!transition.equals(TransitionCost.FREE)) {
            latency.add(LatencyPart.RECONFIGURATION);
            energy.add(EnergyPart.RECONFIGURATION);
        }
        return new Capabilities(
                model.space(),
                latency,
                energy,
                model.accuracy(),
                !noise,
                nominal(model),
                List.of(),
                false,
                payload(model));
    }

    static Capabilities.Payload payload(DeviceModel model) {
        return new Capabilities.Payload(nominal(model).value(Condition.RTT_MS, 0), model.overheadMillis());
    }

    /** The link of the model, where it is known, and a cloud node that nobody shares. */
    static Conditions nominal(DeviceModel model) {
        DeviceCoefficients.Link link = model.link();
        return link == null
                ? Conditions.of(Map.of(Condition.CLOUD_LOAD, 0.0))
                : Conditions.of(Map.of(
                        Condition.BANDWIDTH_MBPS,
                        link.mbps(),
                        Condition.RTT_MS,
                        link.rttMs(),
                        Condition.CLOUD_LOAD,
                        0.0));
    }

    private Known known(Configuration configuration) {
        return known.computeIfAbsent(configuration, key -> {
            Prediction prediction = model.predict(key);
            return new Known(prediction, new ChargedOutcome(prediction.outcome(model), changes, key.settingIndex()));
        });
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        Known here = known(configuration);
        int from = changeTo(configuration);
        if (!noise) {
            return here.outcome().from(from);
        }
        Outcome varied = here.prediction()
                .outcome(
                        model,
                        factor(model.noise().edge()),
                        factor(model.noise().transfer()),
                        factor(model.noise().cloud()));
        return changes.charge(varied, from, configuration.settingIndex());
    }

    /** A log-normal factor of mean 1. */
    private double factor(double deviation) {
        return StrictMath.exp(deviation * random().nextGaussian() - deviation * deviation / 2);
    }
}
