package org.wattsplit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wattsplit.agents.heuristic.DynaSplitAgent;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * One {@code dynasplit} decision. Every configuration is on the front, so that the index has as many steps as
 * configurations; deadlines are drawn over all of them, more of them than a branch predictor remembers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    private static final int OBSERVATIONS = 1 << 13;

    /** Configurations to choose among. */
    @Param({"20", "1000"})
    public int configurations;

    private Agent agent = (observation, mask) -> 0;
    private ActionMask mask = ActionMask.all(1);
    private Observation[] observations = {};
    private int next;

    /** Makes the front and the deadlines. */
    @Setup
    public void prepare() {
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
                "line",
                List.of(new Knob(
                        Knob.SPLIT_LAYER,
                        Knob.Kind.NUMERIC,
                        IntStream.range(0, configurations)
                                .mapToObj(String::valueOf)
                                .toList(),
                        false)),
                List.of(),
                Map.of(Knob.SPLIT_LAYER, "0"),
                Map.of(Knob.SPLIT_LAYER, String.valueOf(configurations - 1))));
        List<Evaluated> front = new ArrayList<>();
        space.stream()
                .forEach(configuration -> front.add(new Evaluated(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, configuration.choice(0) + 1.0, Provenance.MODELLED)
                                .energy(
                                        EnergyPart.EDGE,
                                        configurations - (double) configuration.choice(0),
                                        Provenance.MODELLED)
                                .build(),
                        1)));
        ActionSet actions = ActionSet.of(space, front);
        agent = new DynaSplitAgent(actions, 0);
        mask = ActionMask.all(actions.size());
        SplittableRandom random = new SplittableRandom(1);
        observations = new Observation[OBSERVATIONS];
        for (int i = 0; i < OBSERVATIONS; i++) {
            observations[i] = Observation.of(random.nextDouble() * (configurations + 1), 0);
        }
    }

    /** Decides on the next observation. */
    @Benchmark
    public int dynasplit() {
        next = (next + 1) & (OBSERVATIONS - 1);
        return agent.act(observations[next], mask);
    }
}
