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
        Tradeoff of = Tradeoff.of(configuration);
        return Outcome.builder()
                .latency(LatencyPart.EDGE, of.latencyMillis(), Provenance.MODELLED)
                .energy(EnergyPart.EDGE, of.energyJoules(), Provenance.MODELLED)
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

    /** Knobs without constraints beside the cut, the first of them of the hardware, each of so many values. */
    private static ConfigurationSpace space(int valuesEach, int knobsBesideTheCut, int ofHardware) {
        List<String> values =
                IntStream.range(0, valuesEach).mapToObj(String::valueOf).toList();
        List<Knob> knobs = new ArrayList<>(List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, values, false)));
        Map<String, String> cloud = new HashMap<>(Map.of(Knob.SPLIT_LAYER, "0"));
        for (int i = 0; i < knobsBesideTheCut; i++) {
            String name = "knob_" + (char) ('a' + i);
            knobs.add(new Knob(name, Knob.Kind.NUMERIC, values, i < ofHardware));
            cloud.put(name, "0");
        }
        Map<String, String> edge = new HashMap<>(cloud);
        edge.put(Knob.SPLIT_LAYER, values.get(valuesEach - 1));
        return ConfigurationSpace.of(new SpaceSpec("large", knobs, List.of(), cloud, edge));
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
        ConfigurationSpace space = space(8, 12, 2);
        assertThat(space.enumerable()).isFalse();
        assertThat(configurations(search(strategy, space, 80, 1))).hasSize(80).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "nsga2", "nsga3", "surrogate"})
    void aMillionConfigurationsAreSearchedWithoutWalkingThroughThem(String strategy) {
        ConfigurationSpace space = space(10, 5, 1);
        assertThat(space.assignments()).isEqualTo(1_000_000);
        ParetoSet set = search(strategy, space, 100, 1);
        assertThat(configurations(set)).hasSize(100).doesNotHaveDuplicates();
        // The whole test runs in a heap of 1 GB; a list of all configurations would not leave room for much else.
        assertThat(set.front()).hasSizeGreaterThan(3);
    }
}
