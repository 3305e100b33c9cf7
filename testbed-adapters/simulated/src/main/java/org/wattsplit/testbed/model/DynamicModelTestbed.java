package org.wattsplit.testbed.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.DrawnWorld;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SettingChanges;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.dynamics.World;

/**
 * Executes configurations on a {@link DeviceModel} in a world that moves. A request is served from the testbed's time
 * on: reconfiguration, head at the clock that the temperature allows and at the share that others leave at its beginning, transfer over the link as it is
 * then, tail as loaded as the cloud is when it gets there. The device draws its idle power between requests; that
 * energy is part of the next request's outcome. Everything is labelled modelled.
 */
final class DynamicModelTestbed implements SimulatedTestbed {
    private final DeviceModel model;
    private final SettingChanges changes;
    private final int initialSetting;
    private final boolean noise;
    private final Dynamics dynamics;
    private final World world;
    private final Capabilities capabilities;
    private final Map<Configuration, Prediction> known = new HashMap<>();
    private final List<ToDoubleFunction<World.Estimate>> observers;
    /** Whether a head at a throttled clock draws that clock's power, not that of the one that is set. */
    private final boolean throttledPower;

    /** The rate at which answers came when transfers were measured; 0 unless the scenario says how they come. */
    private final double measuredAnswerMbps;

    private int setting;
    /** Up to where the device has been accounted for. */
    private double nowMillis;

    private double idleJoules;
    private RandomGenerator random = new SplittableRandom(0);

    DynamicModelTestbed(
            DeviceModel model,
            TransitionCost transition,
            int initialSetting,
            boolean noise,
            Dynamics dynamics,
            List<NetworkTrace> traces) {
        this.model = model;
        changes = transition.in(model.space());
        this.initialSetting = initialSetting;
        this.noise = noise;
        this.dynamics = dynamics;
        throttledPower = dynamics.thermal() != null && dynamics.thermal().throttledPower();
        setting = initialSetting;
        DeviceCoefficients.Link link = model.link();
        boolean downlink = dynamics.link() != null && dynamics.link().downlinkFactor() != null;
        measuredAnswerMbps = downlink && link != null ? link.mbps() : 0;
        // Where the link is not known nothing crosses it: transfers are all overhead.
        world = link == null
                ? new World(dynamics, traces, 1, 0)
                : new World(dynamics, traces, link.mbps(), link.rttMs());
        capabilities = describe(model, noise, dynamics);
        observers = capabilities.conditions().stream().map(this::observer).toList();
    }

    /** What a model of a device can do in a world that moves. */
    static Capabilities describe(DeviceModel model, boolean noise, Dynamics dynamics) {
        model.require(dynamics);
        Set<LatencyPart> latency = new HashSet<>(model.latencyParts());
        latency.add(LatencyPart.RECONFIGURATION);
        Set<EnergyPart> energy = new HashSet<>(model.energyParts());
        energy.add(EnergyPart.RECONFIGURATION);
        if (energy.contains(EnergyPart.EDGE)) {
            energy.add(EnergyPart.IDLE);
        }
        List<Condition> conditions = new ArrayList<>();
        if (dynamics.link() != null || dynamics.linkOutages() != null) {
            conditions.add(Condition.BANDWIDTH_MBPS);
            conditions.add(Condition.RTT_MS);
        }
        if (dynamics.cloudLoad() != null || dynamics.cloudOutages() != null) {
            conditions.add(Condition.CLOUD_LOAD);
        }
        if (dynamics.estimates() != null) {
            conditions.add(Condition.ESTIMATE_AGE_MS);
        }
        if (dynamics.edgeLoad() != null) {
            conditions.add(Condition.EDGE_LOAD);
        }
        if (dynamics.thermal() != null) {
            conditions.add(Condition.DEVICE_TEMPERATURE_C);
        }
        if (dynamics.battery() != null) {
            conditions.add(Condition.BATTERY_LEVEL);
            latency.add(LatencyPart.QUEUE);
        }
        dynamics.parts().forEach(part -> conditions.addAll(part.conditions()));
        boolean deterministic = !noise && !dynamics.random();
        return new Capabilities(
                model.space(),
                latency,
                energy,
                model.accuracy(),
                deterministic,
                ModelTestbed.nominal(model),
                conditions,
                false,
                ModelTestbed.payload(model));
    }

    private Prediction prediction(Configuration configuration) {
        Prediction prediction = known.get(configuration);
        if (prediction == null) {
            prediction = model.predict(configuration);
            known.put(configuration, prediction);
        }
        return prediction;
    }

    @Override
    public Optional<DrawnWorld> world() {
        return world.drawn();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Conditions conditions() {
        World.Estimate estimate = world.estimate(nowMillis);
        double[] values = new double[observers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = observers.get(i).applyAsDouble(estimate);
        }
        return Conditions.of(capabilities.conditions(), values);
    }

    private ToDoubleFunction<World.Estimate> observer(Condition condition) {
        ToDoubleFunction<World.Estimate> common = common().get(condition);
        return common != null ? common : estimate -> world.observe(condition, nowMillis);
    }

    private Map<Condition, ToDoubleFunction<World.Estimate>> common() {
        return Map.of(
                Condition.BANDWIDTH_MBPS,
                World.Estimate::mbps,
                Condition.RTT_MS,
                World.Estimate::rttMillis,
                Condition.CLOUD_LOAD,
                World.Estimate::load,
                Condition.ESTIMATE_AGE_MS,
                World.Estimate::ageMillis,
                Condition.EDGE_LOAD,
                estimate -> world.edgeLoad(nowMillis),
                Condition.DEVICE_TEMPERATURE_C,
                estimate -> world.temperatureC(),
                Condition.BATTERY_LEVEL,
                estimate -> world.batteryLevel());
    }

    @Override
    public int settingIndex() {
        return setting;
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        Prediction costs = prediction(configuration);
        Outcome.Builder outcome = Outcome.builder();
        double dark = world.darkMillis(nowMillis);
        nowMillis += dark;
        if (dynamics.battery() != null) {
            outcome.latency(LatencyPart.QUEUE, dark, Provenance.MODELLED);
        }
        reconfigure(configuration.settingIndex(), outcome);
        double clock = world.clockShare(nowMillis);
        // Others' share of the processor is theirs; the device's power through it is this head's all the same.
        double edge = costs.headMillis(clock) * factor(model.noise().edge()) / (1 - world.edgeLoad(nowMillis));
        double busy = throttledPower ? costs.busy().at(clock) : costs.busy().atSet();
        world.draw(busy, nowMillis, edge);
        nowMillis += edge;
        double transfer = 0;
        double alone = 0;
        double cloud = 0;
        if (costs.transfers() || costs.overheadMillis() > 0) {
            boolean downlink = measuredAnswerMbps > 0 && costs.transfers();
            double measuredAnswer = downlink ? costs.answerBytes() * 8 / (1000 * measuredAnswerMbps) : 0;
            double ofTransfer = factor(model.noise().transfer());
            double link = costs.transfers() ? world.transferMillis(nowMillis, costs.bytes()) : 0;
            transfer = (link + costs.overheadMillis(clock, measuredAnswer)) * ofTransfer;
            if (costs.transfers()) {
                alone = costs.tailMillis() * factor(model.noise().cloud());
                cloud = world.tailMillis(nowMillis + transfer, alone);
            }
            if (downlink) {
                transfer += world.answerMillis(nowMillis + transfer + cloud, costs.answerBytes()) * ofTransfer;
            }
        }
        world.draw(costs.waitWatts(), nowMillis, transfer + cloud);
        nowMillis += transfer + cloud;
        if (capabilities.energyParts().contains(EnergyPart.IDLE)) {
            outcome.energy(EnergyPart.IDLE, idleJoules, Provenance.MODELLED);
        }
        idleJoules = 0;
        double node = Math.max(0, costs.cpuWatts() - dynamics.cloudIdlePowerW());
        return costs.parts(outcome, model, edge, busy, transfer, cloud, alone, node);
    }

    private void reconfigure(int next, Outcome.Builder outcome) {
        double millis = changes.millis(setting, next);
        double joules = changes.joules(setting, next);
        setting = next;
        world.draw(millis > 0 ? 1000 * joules / millis : 0, nowMillis, millis);
        if (millis <= 0) {
            world.spend(joules);
        }
        nowMillis += millis;
        outcome.latency(LatencyPart.RECONFIGURATION, millis, Provenance.MODELLED)
                .energy(EnergyPart.RECONFIGURATION, joules, Provenance.MODELLED);
    }

    /** A log-normal factor of mean 1; 1 without noise. */
    private double factor(double deviation) {
        return noise ? StrictMath.exp(deviation * random.nextGaussian() - deviation * deviation / 2) : 1;
    }

    @Override
    public void advanceTo(double timeMillis) {
        // The environment adds parts up in another order: what rounding leaves between the two is no time.
        Check.that(
                timeMillis >= nowMillis - 1e-6 * Math.max(1, nowMillis),
                "the time",
                () -> "at least " + nowMillis + " ms, which it is",
                timeMillis);
        double gap = timeMillis - nowMillis;
        if (gap > 0) {
            world.draw(dynamics.idlePowerW(), nowMillis, gap);
            idleJoules += dynamics.idlePowerW() * gap / 1000;
            nowMillis = timeMillis;
        }
    }

    @Override
    public void reset(long seed) {
        setting = initialSetting;
        nowMillis = 0;
        idleJoules = 0;
        RandomStreams streams = RandomStreams.of(seed);
        random = streams.stream("noise");
        world.reset(streams.seed("world"));
    }

    @Override
    public void close() {}
}
