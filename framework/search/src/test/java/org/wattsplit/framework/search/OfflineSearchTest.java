package org.wattsplit.framework.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceFixture;
import org.wattsplit.framework.space.SpaceSpec;

final class OfflineSearchTest {
    private static Outcome measure(Configuration configuration) {
        double latency = 1;
        double energy = 1;
        for (int choice : configuration.choices()) {
            latency += choice * choice;
            energy += (7 - choice) * (7 - choice);
        }
        return Outcome.builder()
                .latency(LatencyPart.EDGE, latency, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, energy, Provenance.MODELLED)
                .build();
    }

    private static ParetoSet search(String strategy, ConfigurationSpace space, int budget, long seed) {
        return OfflineSearch.run(
                new SearchProblem(space, Objective.TWO, RandomStreams.of(seed).stream("search"), 1),
                Providers.load("the strategy", SearchStrategyProvider.class).get(strategy),
                budget,
                Repeats.ONCE,
                (configuration, before, times) -> List.of(measure(configuration)),
                soFar -> {});
    }

    private static List<Configuration> configurations(ParetoSet set) {
        return set.evaluated().stream().map(Evaluated::configuration).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exhaustive", "random", "nsga2", "nsga3", "surrogate"})
    void anchorsComeFirstAndNothingIsEvaluatedTwice(String strategy) {
        ConfigurationSpace space = SpaceFixture.small();
        List<Configuration> evaluated = configurations(search(strategy, space, 30, 1));
        assertThat(evaluated).hasSize(30).doesNotHaveDuplicates().allMatch(space::contains);
        assertThat(evaluated.subList(0, 2))
                .containsExactly(
                        space.cloudOnly().orElseThrow(), space.edgeOnly().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exhaustive", "random", "nsga2", "nsga3", "surrogate"})
    void aBudgetBeyondTheSpaceEndsWithTheSpace(String strategy) {
        ConfigurationSpace space = SpaceFixture.small();
        assertThat(configurations(search(strategy, space, 1_000, 1)))
                .containsExactlyInAnyOrderElementsOf(space.stream().toList());
        assertThat(configurations(search(strategy, space, 1, 1))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "nsga2", "nsga3", "surrogate"})
    void theSeedDecides(String strategy) {
        ConfigurationSpace space = SpaceFixture.small();
        assertThat(configurations(search(strategy, space, 40, 3)))
                .isEqualTo(configurations(search(strategy, space, 40, 3)))
                .isNotEqualTo(configurations(search(strategy, space, 40, 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "nsga2", "nsga3", "surrogate"})
    void aSpaceTooLargeToEnumerateIsSearched(String strategy) {
        List<String> values = IntStream.range(0, 8).mapToObj(String::valueOf).toList();
        List<Knob> knobs = new ArrayList<>(List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, values, false)));
        Map<String, String> cloud = new HashMap<>(Map.of(Knob.SPLIT_LAYER, "0"));
        for (int i = 0; i < 12; i++) {
            knobs.add(new Knob("knob_" + (char) ('a' + i), Knob.Kind.NUMERIC, values, i < 2));
            cloud.put("knob_" + (char) ('a' + i), "0");
        }
        Map<String, String> edge = new HashMap<>(cloud);
        edge.put(Knob.SPLIT_LAYER, "7");
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec("large", knobs, List.of(), cloud, edge));
        assertThat(space.enumerable()).isFalse();
        assertThat(configurations(search(strategy, space, 80, 1))).hasSize(80).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "nsga2", "nsga3", "surrogate"})
    void aMillionConfigurationsAreSearchedWithoutWalkingThroughThem(String strategy) {
        List<String> values = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        List<Knob> knobs = new ArrayList<>(List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, values, false)));
        Map<String, String> cloud = new HashMap<>(Map.of(Knob.SPLIT_LAYER, "0"));
        for (int i = 0; i < 5; i++) {
            knobs.add(new Knob("knob_" + (char) ('a' + i), Knob.Kind.NUMERIC, values, i < 1));
            cloud.put("knob_" + (char) ('a' + i), "0");
        }
        Map<String, String> edge = new HashMap<>(cloud);
        edge.put(Knob.SPLIT_LAYER, "9");
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec("million", knobs, List.of(), cloud, edge));
        assertThat(space.assignments()).isEqualTo(1_000_000);
        ParetoSet set = search(strategy, space, 100, 1);
        assertThat(configurations(set)).hasSize(100).doesNotHaveDuplicates();
        // The whole test runs in a heap of 1 GB; a list of all configurations would not leave room for much else.
        assertThat(set.front()).hasSizeGreaterThan(3);
    }
}
