package org.wattsplit.datasets.dynasplit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ObjectiveBounds;
import org.wattsplit.framework.pareto.ParetoSet;

/** On the published measurements. */
final class MeasuredDataTest {
    private static DynaSplitImporter.Result result;
    private static List<Evaluated> means;

    @BeforeAll
    static void read() {
        result = DynaSplitImporter.read(MeasuredData.folder(), DynaSplitModel.VGG16, false);
        means = result.dataset().requireTable().means();
    }

    @Test
    void theTableIsAsPublished() {
        ImportReport report = result.report();
        assertThat(report.rows()).isEqualTo(1082);
        assertThat(report.distinct()).isEqualTo(747);
        assertThat(report.missing()).isEqualTo(170);
        assertThat(report.overlaps().values())
                .containsExactlyInAnyOrder(new ImportReport.Overlap(300, 300), new ImportReport.Overlap(35, 35));
        assertThat(report.requests()).containsEntry("published-50", 50).containsEntry("published-10000", 10_000);
    }

    @Test
    void theFrequencyDefectIsFoundWhereItIsKnown() {
        ImportReport.Defect low = result.report().defects().get(0);
        ImportReport.Defect high = result.report().defects().get(1);
        assertThat(List.of(low.suspects().size(), low.comparable())).containsExactly(1, 39);
        assertThat(List.of(high.suspects().size(), high.comparable())).containsExactly(9, 32);
    }

    @Test
    void frontsAndRangesAreTheKnownOnes() {
        assertThat(ParetoSet.front(Objective.TWO, means)).hasSize(13);
        assertThat(ParetoSet.front(Objective.THREE, means)).hasSize(18);
        DoubleSummaryStatistics latency =
                means.stream().mapToDouble(one -> one.outcome().latencyMillis()).summaryStatistics();
        DoubleSummaryStatistics energy =
                means.stream().mapToDouble(one -> one.outcome().energyJoules()).summaryStatistics();
        assertThat(latency.getMin()).isCloseTo(96.11, within(0.005));
        assertThat(latency.getMax()).isCloseTo(5026.76, within(0.005));
        assertThat(energy.getMin()).isCloseTo(2.190, within(0.0005));
        assertThat(energy.getMax()).isCloseTo(171.04, within(0.005));
    }

    @Test
    void theFrontsHypervolumeIsTheKnownOne() {
        ObjectiveBounds bounds = ObjectiveBounds.of(Objective.THREE, ParetoSet.vectors(Objective.THREE, means));
        double[][] front = ParetoSet.vectors(Objective.THREE, ParetoSet.front(Objective.THREE, means));
        assertThat(bounds.hypervolume(front)).isCloseTo(0.97233, within(5e-6));
    }
}
