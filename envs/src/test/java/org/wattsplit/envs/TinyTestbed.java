package org.wattsplit.envs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.wattsplit.envs.scheduling.SchedulingEnvironment;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedFactory;

/** Two layers and two clocks; latency 10 ms a choice, energy 3 J less a choice; lets its time be observed as a load. */
public final class TinyTestbed implements SimulatedTestbed {
    public static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "tiny",
            List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1"), false),
                    new Knob("clock", Knob.Kind.NUMERIC, List.of("600", "1800"), true)),
            List.of(),
            Map.of(Knob.SPLIT_LAYER, "0", "clock", "600"),
            Map.of(Knob.SPLIT_LAYER, "1", "clock", "1800")));

    private final ConfigurationSpace space;
    private int setting;
    private double now;
    private int closed;
    private double deadlineMillis;

    public TinyTestbed() {
        this(SPACE);
    }

    /** One that can execute only some of {@link #SPACE}. */
    public TinyTestbed(ConfigurationSpace space) {
        this.space = space;
    }

    /** An environment of that many requests, with deadlines between its latencies. */
    public static Environment environment(int requests) {
        Workload workload = new Workload(
                "some",
                true,
                IntStream.range(0, requests)
                        .mapToObj(i -> new Request(i, "m", 0, 10 + 17 * i % 35))
                        .toList());
        ActionSet actions =
                ActionSet.of(SPACE, SPACE.stream().map(TinyTestbed::expected).toList());
        return new SchedulingEnvironment(TestbedFactory.of(new TinyTestbed()), workload, actions, CostWeights.R1, null);
    }

    /** How often it was closed. */
    public int closed() {
        return closed;
    }

    /** The deadline of the last request, as it was given. */
    public double deadlineMillis() {
        return deadlineMillis;
    }

    public static Evaluated expected(Configuration configuration) {
        return new Evaluated(configuration, outcome(configuration), 1);
    }

    private static Outcome outcome(Configuration configuration) {
        return Outcome.builder()
                .latency(LatencyPart.EDGE, 10 + 10.0 * configuration.code(), Provenance.MODELLED)
                .energy(EnergyPart.EDGE, 10 - 3.0 * configuration.code(), Provenance.MODELLED)
                .accuracy(0.9 - 0.1 * configuration.code(), Provenance.MODELLED)
                .build();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                space,
                Set.of(LatencyPart.EDGE),
                Set.of(EnergyPart.EDGE),
                true,
                true,
                Conditions.NONE,
                List.of(Condition.ESTIMATE_AGE_MS),
                false);
    }

    @Override
    public Conditions conditions() {
        return Conditions.of(Map.of(Condition.ESTIMATE_AGE_MS, now));
    }

    @Override
    public int settingIndex() {
        return setting;
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        setting = configuration.settingIndex();
        deadlineMillis = request.deadlineMillis();
        return outcome(configuration);
    }

    @Override
    public void advanceTo(double timeMillis) {
        now = timeMillis;
    }

    @Override
    public void reset(long seed) {
        setting = 0;
        now = 0;
    }

    @Override
    public void close() {
        closed++;
    }
}
