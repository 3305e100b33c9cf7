package org.wattsplit.framework.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Producer;
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
import org.wattsplit.framework.space.SpaceFixture;
import org.wattsplit.framework.testbed.Measurer;

/** A search that was cut off at any byte of its checkpoint ends as one that was not. */
final class SearchCheckpointTest {
    private static final Map<String, String> SETTINGS = Map.of("strategy", "one", "seed", "7");
    private static final Repeats NOISY = new Repeats(2, 5, 0.9);

    @TempDir
    private Path temp;

    private int measurements;

    /** Outcomes with noise that depends on the configuration and the number of the measurement only. */
    private List<Outcome> measure(Configuration configuration, int before, int times) {
        Outcome[] outcomes = new Outcome[times];
        Arrays.setAll(outcomes, i -> {
            SplittableRandom random = new SplittableRandom(configuration.code() * 100 + before + i);
            Tradeoff of = Tradeoff.of(configuration);
            return Outcome.builder()
                    .latency(
                            LatencyPart.EDGE,
                            of.latencyMillis() * (0.8 + 0.4 * random.nextDouble()),
                            Provenance.MEASURED)
                    .energy(EnergyPart.EDGE, of.energyJoules() * (0.8 + 0.4 * random.nextDouble()), Provenance.MODELLED)
                    .build();
        });
        measurements += times;
        return List.of(outcomes);
    }

    private static List<Evaluated> search(String strategy, Measurer measurer) {
        ConfigurationSpace space = SpaceFixture.small();
        return OfflineSearch.run(
                        new SearchProblem(space, Objective.TWO, RandomStreams.of(7).stream("search"), 3),
                        Providers.load("the strategy", SearchStrategyProvider.class)
                                .get(strategy),
                        25,
                        NOISY,
                        measurer,
                        soFar -> {})
                .evaluated();
    }

    private SearchCheckpoint begin(Path path) {
        return SearchCheckpoint.begin(path, SETTINGS, Producer.thisProcess(), this::measure);
    }

    private SearchCheckpoint resume(Path path, Map<String, String> settings) {
        return SearchCheckpoint.resume(path, settings, Producer.thisProcess(), this::measure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "nsga2", "nsga3", "surrogate"})
    void aSearchCutOffAtAnyByteEndsAsOneThatWasNot(String strategy) throws IOException {
        Path path = temp.resolve("search.checkpoint");
        List<Evaluated> whole;
        try (SearchCheckpoint checkpoint = begin(path)) {
            whole = search(strategy, checkpoint);
        }
        byte[] bytes = Files.readAllBytes(path);
        SplittableRandom random = new SplittableRandom(strategy.hashCode());
        for (int cut = 0; cut < 8; cut++) {
            Path copy = temp.resolve("cut-" + cut);
            int length = cut == 0 ? 0 : cut == 1 ? bytes.length : random.nextInt(bytes.length);
            Files.write(copy, Arrays.copyOf(bytes, length));
            try (SearchCheckpoint checkpoint = resume(copy, SETTINGS)) {
                assertThat(search(strategy, checkpoint))
                        .as("cut at byte " + length)
                        .isEqualTo(whole);
            }
            assertThat(Files.readAllBytes(copy)).as("cut at byte " + length).isEqualTo(bytes);
        }
    }

    @Test
    void whatWasMeasuredIsNotMeasuredAgain() {
        Path path = temp.resolve("search.checkpoint");
        try (SearchCheckpoint checkpoint = begin(path)) {
            search("random", checkpoint);
        }
        int before = measurements;
        try (SearchCheckpoint checkpoint = resume(path, SETTINGS)) {
            search("random", checkpoint);
        }
        assertThat(measurements).isEqualTo(before).isPositive();
    }

    @Test
    void anotherSettingIsRefusedByName() {
        Path path = temp.resolve("search.checkpoint");
        begin(path).close();
        assertThatThrownBy(() -> resume(path, Map.of("strategy", "another", "seed", "7")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("search.checkpoint:1: Expected the strategy of the resumed search to be one,")
                .hasMessageContaining("given another");
        assertThatThrownBy(() -> resume(path, Map.of("strategy", "one")))
                .hasMessageContaining("the seed of the resumed search");
    }

    @Test
    void aChangedLineIsRefusedWithItsPlace() throws IOException {
        Path path = temp.resolve("search.checkpoint");
        try (SearchCheckpoint checkpoint = begin(path)) {
            search("random", checkpoint);
        }
        List<String> lines = Files.readAllLines(path);
        Files.write(path, List.of(lines.get(0), lines.get(1), "{}", lines.get(3)));
        assertThatThrownBy(() -> resume(path, SETTINGS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("search.checkpoint:3")
                .hasMessageContaining("configuration");
        Files.write(path, List.of(lines.get(0), lines.get(2), lines.get(1)));
        try (SearchCheckpoint checkpoint = resume(path, SETTINGS)) {
            assertThatThrownBy(() -> search("random", checkpoint))
                    .hasMessageContaining("search.checkpoint:2: Expected the measured configuration");
        }
    }

    @Test
    void configurationsNextToTheFrontAreMeasuredAgain() {
        List<Evaluated> evaluated = search("random", this::measure);
        assertThat(evaluated).hasSize(25).allMatch(one -> one.measurements() >= 2 && one.measurements() <= 5);
        var front = ParetoSet.front(Objective.TWO, evaluated);
        assertThat(front).isNotEmpty().allMatch(one -> one.measurements() == 5);
        assertThat(evaluated).anyMatch(one -> one.measurements() == 2);
        assertThat(front.get(0).judgedBy().latencyMs())
                .isGreaterThan(front.get(0).outcome().latencyMillis());
    }

    @Test
    void aBatchHoldsAsManyDistinctConfigurationsAsAskedFor() {
        ConfigurationSpace space = SpaceFixture.small();
        SearchStrategy strategy = Providers.load("the strategy", SearchStrategyProvider.class)
                .get("surrogate")
                .create(new SearchProblem(space, Objective.TWO, RandomStreams.of(1).stream("search"), 4));
        for (int round = 0; round < 6; round++) {
            var batch = strategy.ask(100);
            assertThat(batch).hasSize(4).doesNotHaveDuplicates();
            strategy.tell(batch.stream()
                    .map(one -> Evaluated.of(one, measure(one, 0, 1), null))
                    .toList());
        }
        assertThat(strategy.ask(2)).hasSize(2);
    }

    @Test
    void whatOthersLaidInItsPlaceIsNotWritten() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), "mine");
        Path link = Files.createSymbolicLink(temp.resolve("p.checkpoint"), other);
        Producer producer = Producer.thisProcess();
        assertThatThrownBy(() -> SearchCheckpoint.begin(link, SETTINGS, producer, this::measure))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected " + link + " to be no symbolic link");
        assertThatThrownBy(() -> SearchCheckpoint.resume(link, SETTINGS, producer, this::measure))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("to be no symbolic link");
        Files.delete(link);
        Files.createLink(link, other);
        SearchCheckpoint.begin(link, SETTINGS, producer, this::measure).close();
        assertThat(other).hasContent("mine");
    }

    @Test
    void whatItsTestbedWasMadeFromIsComparedWhereItSaysSo() throws IOException {
        String name = SearchCheckpoint.MADE_FROM + "a device";
        Map<String, String> asked = Map.of("strategy", "one", "seed", "7", name, "this");
        Path first = temp.resolve("first");
        SearchCheckpoint.begin(first, SETTINGS, Producer.thisProcess(), this::measure)
                .close();
        resume(first, asked).close();
        Path second = temp.resolve("second");
        SearchCheckpoint.begin(second, asked, Producer.thisProcess(), this::measure)
                .close();
        resume(second, asked).close();
        assertThatThrownBy(() -> resume(second, Map.of("strategy", "one", "seed", "7", name, "that")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("made from a device")
                .hasMessageContaining("given that");
    }
}
