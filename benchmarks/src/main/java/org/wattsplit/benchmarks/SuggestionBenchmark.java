package org.wattsplit.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.wattsplit.datasets.synthetic.SyntheticFamily;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategy;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.Measurer;

/** The time of one suggestion of the surrogate search after 200 evaluations, in a JVM of at most 1 GB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SuggestionBenchmark {
    private static final int EVALUATIONS = 200;

    /** {@code thousand}: a member of the synthetic family with 1,000 configurations; {@code million}: 10^6 of them. */
    @Param({"thousand", "million"})
    public String space;

    private SearchStrategy strategy;

    /** Searches up to the point where the next suggestion is measured. */
    @Setup
    public void setUp() {
        ConfigurationSpace searched;
        Measurer measurer;
        if (space.equals("thousand")) {
            Dataset dataset = SyntheticFamily.member(1);
            searched = dataset.space();
            measurer = (configuration, before, times) -> dataset.requireTable().outcomes(configuration);
        } else {
            searched = million();
            measurer = (configuration, before, times) -> List.of(outcome(configuration));
        }
        SearchStrategyProvider surrogate =
                Providers.load("the strategy", SearchStrategyProvider.class).get("surrogate");
        SearchProblem problem = new SearchProblem(
                searched,
                space.equals("thousand") ? Objective.THREE : Objective.TWO,
                RandomStreams.of(1).stream("search"),
                1);
        List<Evaluated> evaluated = OfflineSearch.run(
                        problem, surrogate, EVALUATIONS, Repeats.ONCE, measurer, soFar -> {})
                .evaluated();
        strategy = surrogate.create(problem);
        strategy.tell(evaluated);
    }

    private static ConfigurationSpace million() {
        List<Knob> knobs = IntStream.range(0, 6)
                .mapToObj(i -> new Knob(
                        i == 0 ? Knob.SPLIT_LAYER : "knob_" + (char) ('a' + i),
                        Knob.Kind.NUMERIC,
                        IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                        i == 1))
                .toList();
        Map<String, String> cloud = new TreeMap<>();
        knobs.forEach(knob -> cloud.put(knob.name(), "0"));
        Map<String, String> edge = new TreeMap<>(cloud);
        edge.put(Knob.SPLIT_LAYER, "9");
        return ConfigurationSpace.of(new SpaceSpec("million", knobs, List.of(), cloud, edge));
    }

    private static Outcome outcome(Configuration configuration) {
        double latency = 1;
        double energy = 1;
        for (int choice : configuration.choices()) {
            latency += choice * choice;
            energy += (9 - choice) * (9 - choice) * 0.7;
        }
        return Outcome.builder()
                .latency(LatencyPart.EDGE, latency, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, energy, Provenance.MODELLED)
                .build();
    }

    /** One suggestion. */
    @Benchmark
    public List<Configuration> suggest() {
        return strategy.ask(1);
    }
}
