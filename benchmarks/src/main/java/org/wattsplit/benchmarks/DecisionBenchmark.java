package org.wattsplit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * The time of one decision. No configuration dominates another, so that the best choice changes at as many deadlines
 * as there are configurations; deadlines and current hardware settings are drawn by chance, so that the processor
 * cannot learn the way through the search.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    /** A power of 2, so that cycling through the observations is one bitwise operation. */
    private static final int OBSERVATIONS = 4_096;

    private static final List<String> FREQUENCIES = List.of("600", "1000", "1400", "1800");
    private static final double FASTEST_MILLIS = 50;
    private static final double SLOWEST_MILLIS = 1_000;
    private static final TransitionCost TRANSITION = new TransitionCost(137, 0);

    /** The number of configurations to choose among. */
    @Param({"20", "1000"})
    public int configurations;

    /** The name of the agent that decides. */
    @Param({"dynasplit", "greedy-switching"})
    public String agentName;

    private Agent agent;
    private ActionMask mask;
    private Observation[] observations;
    private int next;

    /** Makes the agent and what it will observe. */
    @Setup
    public void setUp() {
        RandomStreams streams = RandomStreams.of(1);
        ActionSet actions = staircase(configurations, streams.stream("staircase"));
        List<Request> requests = requests(streams.stream("deadlines"));
        agent = Providers.load("an agent", AgentProvider.class)
                .get(agentName)
                .create(new AgentContext(
                        actions,
                        ActionMask.all(actions.size()),
                        TRANSITION,
                        CostWeights.R1,
                        DeadlineDistribution.of(requests),
                        0,
                        Observation.space(actions.space().settings(), List.of()),
                        Conditions.NONE,
                        streams.stream("agent"),
                        Map.of(),
                        List.of()));
        mask = ActionMask.all(actions.size());
        RandomGenerator random = streams.stream("settings");
        int settings = actions.space().settings();
        observations = requests.stream()
                .map(request -> Observation.of(request.deadlineMillis(), random.nextInt(settings)))
                .toArray(Observation[]::new);
    }

    private static ActionSet staircase(int count, RandomGenerator random) {
        ConfigurationSpace space = space(count / FREQUENCIES.size());
        double[] latency =
                random.doubles(count, FASTEST_MILLIS, SLOWEST_MILLIS).sorted().toArray();
        double[] energy = random.doubles(count, 1, 100).sorted().toArray();
        List<Configuration> shuffled = new ArrayList<>(space.stream().toList());
        List<Evaluated> evaluated = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Configuration configuration = shuffled.remove(random.nextInt(shuffled.size()));
            Outcome outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, latency[i], Provenance.MODELLED)
                    .energy(EnergyPart.EDGE, energy[count - 1 - i], Provenance.MODELLED)
                    .build();
            evaluated.add(new Evaluated(configuration, outcome, 1));
        }
        return ActionSet.of(space, evaluated);
    }

    private static ConfigurationSpace space(int layers) {
        List<String> splits =
                IntStream.range(0, layers).mapToObj(String::valueOf).toList();
        return ConfigurationSpace.of(new SpaceSpec(
                "staircase",
                List.of(
                        new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, splits, false),
                        new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, FREQUENCIES, true)),
                List.of(),
                Map.of(Knob.SPLIT_LAYER, "0", "cpu_freq_mhz", "1800"),
                Map.of(Knob.SPLIT_LAYER, splits.get(layers - 1), "cpu_freq_mhz", "1800")));
    }

    private static List<Request> requests(RandomGenerator random) {
        return IntStream.range(0, OBSERVATIONS)
                .mapToObj(id -> new Request(id, "staircase", 0, random.nextDouble(FASTEST_MILLIS, SLOWEST_MILLIS)))
                .toList();
    }

    /** One decision. */
    @Benchmark
    public int decide() {
        next = (next + 1) & (OBSERVATIONS - 1);
        return agent.act(observations[next], mask);
    }
}
