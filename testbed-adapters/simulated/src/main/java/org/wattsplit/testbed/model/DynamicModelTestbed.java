package org.wattsplit.testbed.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.dynamics.World;

/**
 * Executes configurations on a {@link DeviceModel} in a world that moves. A request is served from the testbed's time
 * on: reconfiguration, head at the clock that the temperature allows at its beginning, transfer over the link as it is
 * then, tail as loaded as the cloud is when it gets there. The device draws its idle power between requests; that
 * energy is part of the next request's outcome. Everything is labelled modelled.
 */
final class DynamicModelTestbed implements SimulatedTestbed {
    private final DeviceModel model;
    private final TransitionCost transition;
    private final int initialSetting;
    private final boolean noise;
    private final Dynamics dynamics;
    private final World world;
    private final Capabilities capabilities;
    private final Map<Configuration, Costs> known = new HashMap<>();
    private final List<ToDoubleFunction<World.Estimate>> observers;
    private int setting;
    /** Up to where the device has been accounted for. */
    private double nowMillis;

    private double idleJoules;
    private RandomGenerator random = new SplittableRandom(0);

    DynamicModelTestbed(
            DeviceModel model,
            ConfigurationSpace space,
            TransitionCost transition,
            int initialSetting,
            boolean noise,
            Dynamics dynamics,
            List<NetworkTrace> traces) {
        this.model = model;
        this.transition = transition;
        this.initialSetting = initialSetting;
        this.noise = noise;
        this.dynamics = dynamics;
        setting = initialSetting;
        world = new World(dynamics, traces, model.link().mbps(), model.link().rttMs());
        capabilities = describe(model, space, noise, dynamics);
        observers = capabilities.conditions().stream().map(this::observer).toList();
    }

    /** What a model of a device can do in a world that moves. */
    static Capabilities describe(DeviceModel model, ConfigurationSpace space, boolean noise, Dynamics dynamics) {
        Set<LatencyPart> latency =
                EnumSet.of(LatencyPart.RECONFIGURATION, LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD);
        Set<EnergyPart> energy = EnumSet.of(
                EnergyPart.RECONFIGURATION,
                EnergyPart.EDGE,
                EnergyPart.CLOUD_CPU,
                EnergyPart.CLOUD_GPU,
                EnergyPart.IDLE);
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
                space, latency, energy, true, deterministic, ModelTestbed.nominal(model), conditions, false);
    }

    /** What a configuration takes, but for what moves. */
    private record Costs(
            double fixedMillis,
            double clockMillis,
            boolean transfers,
            long bytes,
            double tailMillis,
            double busyWatts,
            double waitWatts,
            double cpuWatts,
            double gpuWatts,
            double accuracy) {}

    private Costs costs(Configuration configuration) {
        Costs costs = known.get(configuration);
        if (costs == null) {
            Prediction prediction = Prediction.of(model, configuration);
            int cut = Prediction.cut(configuration);
            double fixed = model.head(configuration.value("edge_accelerator"))
                    .fixedMs()
                    .get(cut);
            costs = new Costs(
                    fixed,
                    prediction.edgeMillis() - fixed,
                    cut < model.tensorBytes().size() - 1,
                    model.tensorBytes().get(cut),
                    prediction.cloudMillis(),
                    prediction.busyWatts(),
                    prediction.waitWatts(),
                    Math.max(0, prediction.cpuWatts() - dynamics.cloudIdlePowerW()),
                    prediction.gpuWatts(),
                    prediction.accuracy());
            known.put(configuration, costs);
        }
        return costs;
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
        Costs costs = costs(configuration);
        Outcome.Builder outcome = Outcome.builder();
        double dark = world.darkMillis(nowMillis);
        nowMillis += dark;
        if (dynamics.battery() != null) {
            outcome.latency(LatencyPart.QUEUE, dark, Provenance.MODELLED);
        }
        int next = configuration.settingIndex();
        double change = transition.millis(setting, next);
        double changeJoules = transition.joules(setting, next);
        setting = next;
        world.draw(change > 0 ? 1000 * changeJoules / change : 0, nowMillis, change);
        if (change <= 0) {
            world.spend(changeJoules);
        }
        nowMillis += change;

        double edge = (costs.fixedMillis() + costs.clockMillis() / world.clockShare(nowMillis))
                * factor(model.noise().edge());
        world.draw(costs.busyWatts(), nowMillis, edge);
        nowMillis += edge;
        double transfer = 0;
        double alone = 0;
        double cloud = 0;
        if (costs.transfers()) {
            transfer = world.transferMillis(nowMillis, costs.bytes())
                    * factor(model.noise().transfer());
            alone = costs.tailMillis() * factor(model.noise().cloud());
            cloud = world.tailMillis(nowMillis + transfer, alone);
            world.draw(costs.waitWatts(), nowMillis, transfer + cloud);
            nowMillis += transfer + cloud;
        }
        double idle = idleJoules;
        idleJoules = 0;
        return outcome.latency(LatencyPart.RECONFIGURATION, change, Provenance.MODELLED)
                .latency(LatencyPart.EDGE, edge, Provenance.MODELLED)
                .latency(LatencyPart.TRANSFER, transfer, Provenance.MODELLED)
                .latency(LatencyPart.CLOUD, cloud, Provenance.MODELLED)
                .energy(EnergyPart.RECONFIGURATION, changeJoules, Provenance.MODELLED)
                .energy(
                        EnergyPart.EDGE,
                        (costs.busyWatts() * edge + costs.waitWatts() * (transfer + cloud)) / 1000,
                        Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_CPU, costs.cpuWatts() * alone / 1000, Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_GPU, costs.gpuWatts() * alone / 1000, Provenance.MODELLED)
                .energy(EnergyPart.IDLE, idle, Provenance.MODELLED)
                .accuracy(costs.accuracy(), Provenance.MODELLED)
                .build();
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
