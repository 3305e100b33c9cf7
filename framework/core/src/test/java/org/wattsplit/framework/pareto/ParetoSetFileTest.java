package org.wattsplit.framework.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.SpaceFixture;

final class ParetoSetFileTest {
    @TempDir
    private Path temp;

    private Path path = Path.of("");
    private ParetoSet set = set();

    private static ParetoSet set() {
        ConfigurationSpace space = SpaceFixture.small();
        SplittableRandom random = new SplittableRandom(2);
        List<Evaluated> evaluated = space.stream()
                .map(configuration -> new Evaluated(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, random.nextDouble(), Provenance.MEASURED)
                                .energy(EnergyPart.CLOUD_CPU, random.nextDouble(), Provenance.MODELLED)
                                .accuracy(random.nextDouble(), Provenance.MEASURED)
                                .build(),
                        1 + random.nextInt(3)))
                .toList();
        return ParetoSet.of(space, Objective.THREE, evaluated);
    }

    @BeforeEach
    void write() {
        path = temp.resolve("pareto.json");
        FileHeader header = new FileHeader(
                ParetoSetFile.FORMAT,
                ParetoSetFile.VERSION,
                7L,
                null,
                Map.of("a.csv", "00"),
                null,
                Producer.thisProcess());
        ParetoSetFile.write(path, header, "random", null, null, set);
    }

    @Test
    void whatIsWrittenIsRead() {
        ParetoSetFile file = ParetoSetFile.read(path);
        assertThat(file.header().seed()).isEqualTo(7);
        assertThat(file.strategy()).isEqualTo("random");
        assertThat(file.toParetoSet().evaluated()).isEqualTo(set.evaluated());
        assertThat(file.toParetoSet().front()).isEqualTo(set.front()).isNotEmpty();
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(from, to));
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ParetoSetFile.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pareto.json")
                .hasMessageContaining(message);
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        edit("\"version\" : 2", "\"version\" : 3");
        refused("pareto-set version 2, given 3");
    }

    @Test
    void anUnknownFieldIsRefusedWithItsPlace() throws IOException {
        edit("\"strategy\"", "\"stratgy\" : 1, \"strategy\"");
        refused("stratgy");
    }

    @Test
    void aFlagThatTheOutcomesContradictIsRefused() throws IOException {
        edit("\"non_dominated\" : false", "\"non_dominated\" : true");
        refused("non_dominated");
    }

    @Test
    void aCutOffFileIsRefused() throws IOException {
        String text = Files.readString(path);
        Files.writeString(path, text.substring(0, text.length() / 2));
        refused("end-of-input");
    }

    @Test
    void aConfigurationIsEvaluatedOnce() {
        Evaluated one = set.evaluated().get(0);
        assertThatThrownBy(() -> ParetoSet.of(set.space(), Objective.TWO, List.of(one, one)))
                .hasMessageContaining("evaluated once");
    }
}
