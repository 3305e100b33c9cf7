package org.wattsplit.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.ParetoSet;

final class SyntheticFamilyTest {
    @Test
    void aMemberIsTheSameEachTimeAndUnlikeOthers() {
        Dataset one = SyntheticFamily.member(1);
        assertThat(SyntheticFamily.member(1).requireTable().rows())
                .isEqualTo(one.requireTable().rows());
        Set<Long> sizes = new HashSet<>();
        for (long number = 0; number < 20; number++) {
            Dataset member = SyntheticFamily.member(number);
            sizes.add(member.space().size());
            assertThat(member.requireTable().means())
                    .hasSize((int) member.space().size());
            assertThat(member.requireTable().rows())
                    .allMatch(row -> row.outcome().provenance(EnergyPart.EDGE) == Provenance.MODELLED);
            // A front of one point would make every search perfect.
            assertThat(ParetoSet.front(Objective.THREE, member.requireTable().means()))
                    .hasSizeGreaterThan(5);
        }
        assertThat(sizes).hasSizeGreaterThan(10).allMatch(size -> size > 300 && size < 4_000);
    }

    @Test
    void membersAreOpenedByTheirNumber() {
        assertThat(DataSource.open("synthetic-family:7", null).name()).isEqualTo("synthetic-family:7");
        assertThatThrownBy(() -> DataSource.open("synthetic-family:x", null)).hasMessageContaining("given x");
    }
}
