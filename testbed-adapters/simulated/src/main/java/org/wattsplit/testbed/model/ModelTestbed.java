package org.wattsplit.testbed.model;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.simulated.StillTestbed;

/**
 * Executes configurations on a {@link DeviceModel}: always the same outcome, or, with noise, times that vary as repeated
 * measurements did (log-normal, with the model's time as their mean). Everything is labelled modelled.
 */
public final class ModelTestbed extends StillTestbed {
    private final DeviceModel model;
    private final TransitionCost transition;
    private final boolean noise;
    private final Map<Configuration, Known> known = new HashMap<>();

    /** What was computed once for a configuration: outcomes at an unchanged and at a changed hardware setting. */
    private record Known(Prediction prediction, Outcome unchanged, Outcome changed) {}

    /**
     * A testbed of that model.
     *
     * @param space the configurations, all of which the model must know
     * @param noise whether times vary
     */
    public ModelTestbed(
            DeviceModel model, ConfigurationSpace space, TransitionCost transition, int initialSetting, boolean noise) {
        super(describe(model, space, transition, noise), initialSetting);
        this.model = model;
        this.transition = transition;
        this.noise = noise;
        space.cloudOnly().ifPresent(this::known);
        space.edgeOnly().ifPresent(this::known);
        int cuts = space.knobs().get(space.knobIndex(Knob.SPLIT_LAYER)).values().size();
        Check.that(
                cuts == model.accuracy().size(),
                "the split layers of device " + model.device(),
                cuts + ", as the space " + space.name() + " has",
                model.accuracy().size());
    }

    /** What a model of a device can do. */
    static Capabilities describe(
            DeviceModel model, ConfigurationSpace space, TransitionCost transition, boolean noise) {
        Set<LatencyPart> latency = EnumSet.of(LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD);
        Set<EnergyPart> energy = EnumSet.of(EnergyPart.EDGE, EnergyPart.CLOUD_CPU, EnergyPart.CLOUD_GPU);
        if (!transition.equals(TransitionCost.FREE)) {
            latency.add(LatencyPart.RECONFIGURATION);
            energy.add(EnergyPart.RECONFIGURATION);
        }
        return new Capabilities(space, latency, energy, true, !noise, nominal(model), List.of(), false);
    }

    /** The link of the model, and a cloud node that nobody shares. */
    static Conditions nominal(DeviceModel model) {
        return Conditions.of(Map.of(
                Condition.BANDWIDTH_MBPS,
                model.link().mbps(),
                Condition.RTT_MS,
                model.link().rttMs(),
                Condition.CLOUD_LOAD,
                0.0));
    }

    private Known known(Configuration configuration) {
        return known.computeIfAbsent(configuration, key -> {
            Prediction prediction = Prediction.of(model, key);
            Outcome outcome = prediction.outcome();
            return new Known(prediction, transition.charge(outcome, false), transition.charge(outcome, true));
        });
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        Known here = known(configuration);
        boolean changed = changeTo(configuration);
        if (!noise) {
            return changed ? here.changed() : here.unchanged();
        }
        Prediction varied = here.prediction()
                .scaled(
                        factor(model.noise().edge()),
                        factor(model.noise().transfer()),
                        factor(model.noise().cloud()));
        return transition.charge(varied.outcome(), changed);
    }

    /** A log-normal factor of mean 1. */
    private double factor(double deviation) {
        return StrictMath.exp(deviation * random().nextGaussian() - deviation * deviation / 2);
    }
}
