package org.wattsplit.framework.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.SpaceFixture;

/** What holds for every Pareto set. */
final class ParetoPropertiesTest {
    private static final ConfigurationSpace SPACE = SpaceFixture.small();

    /** Evaluations of some configurations; few distinct numbers, so that ties and equal vectors come up. */
    @Provide
    Arbitrary<List<Evaluated>> evaluations() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 6);
        return number.array(int[].class)
                .ofSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .map(rows -> {
                    List<Configuration> configurations = SPACE.stream().toList();
                    List<Evaluated> evaluated = new ArrayList<>();
                    for (int i = 0; i < rows.size(); i++) {
                        int[] row = rows.get(i);
                        Outcome outcome = Outcome.builder()
                                .latency(LatencyPart.EDGE, row[0] / 3.0, Provenance.MEASURED)
                                .latency(LatencyPart.CLOUD, row[3], Provenance.MODELLED)
                                .energy(EnergyPart.EDGE, row[1] * 1.1, Provenance.MODELLED)
                                .accuracy(row[2] / 7.0, Provenance.MEASURED)
                                .build();
                        evaluated.add(new Evaluated(configurations.get(i), outcome, 1 + row[3]));
                    }
                    return evaluated;
                });
    }

    @Property(tries = 300)
    void theFrontIsWhatNothingDominatesAndCoversTheRest(@ForAll("evaluations") List<Evaluated> evaluated) {
        List<Evaluated> front = ParetoSet.front(Objective.THREE, evaluated);
        for (Evaluated one : evaluated) {
            boolean dominated = evaluated.stream()
                    .anyMatch(other -> Dominance.dominates(other.vector(Objective.THREE), one.vector(Objective.THREE)));
            assertThat(front.contains(one)).isEqualTo(!dominated);
            if (dominated) {
                assertThat(front)
                        .anyMatch(member ->
                                Dominance.dominates(member.vector(Objective.THREE), one.vector(Objective.THREE)));
            }
        }
    }

    @Property(tries = 200)
    void orderDoesNotMatter(@ForAll("evaluations") List<Evaluated> evaluated, @ForAll @IntRange(max = 1000) int seed) {
        List<Evaluated> shuffled = new ArrayList<>(evaluated);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(ParetoSet.front(Objective.THREE, shuffled)).isEqualTo(ParetoSet.front(Objective.THREE, evaluated));
    }

    @Property(tries = 200)
    void whatTheFrontLeavesOutAddsNoHypervolume(@ForAll("evaluations") List<Evaluated> evaluated) {
        double[] reference = new double[] {10, 10, 1};
        double all = Hypervolume.of(ParetoSet.vectors(Objective.THREE, evaluated), reference);
        double front = Hypervolume.of(
                ParetoSet.vectors(Objective.THREE, ParetoSet.front(Objective.THREE, evaluated)), reference);
        assertThat(front).isCloseTo(all, within(1e-9 * Math.max(1, all)));
        double[][] fewer = ParetoSet.vectors(Objective.THREE, evaluated.subList(0, evaluated.size() / 2));
        assertThat(Hypervolume.of(fewer, reference)).isLessThanOrEqualTo(all + 1e-9);
        assertThat(Arrays.stream(fewer).allMatch(vector -> vector.length == 3)).isTrue();
    }

    @Property(tries = 100)
    void aFileHoldsWhatWasWritten(@ForAll("evaluations") List<Evaluated> evaluated) throws IOException {
        Path path = Files.createTempFile("pareto", ".json");
        try {
            FileHeader header = new FileHeader(
                    ParetoSetFile.FORMAT, ParetoSetFile.VERSION, 1L, null, Map.of(), "made", Producer.thisProcess());
            ParetoSet set = ParetoSet.of(SPACE, Objective.THREE, evaluated);
            ParetoSetFile.write(path, header, "any", 0.9, null, set);
            ParetoSetFile read = ParetoSetFile.read(path);
            assertThat(read.header()).isEqualTo(header);
            assertThat(read.quantile()).isEqualTo(0.9);
            assertThat(read.toParetoSet().evaluated()).isEqualTo(set.evaluated());
            assertThat(read.toParetoSet().front()).isEqualTo(set.front());
            assertThat(read.toParetoSet().space().spec()).isEqualTo(SPACE.spec());
        } finally {
            Files.delete(path);
        }
    }
}
