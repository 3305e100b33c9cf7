package org.wattsplit.framework.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.runlog.RunData;

/** What void requests are to a comparison: those of an agent are nobody's. */
final class LeftOutTest {
    private static final int REQUESTS = 200;

    private static RunData run(String agent, long seed, double joules, int... wrong) {
        double[] latency = new double[REQUESTS];
        double[] energy = new double[REQUESTS];
        Arrays.fill(latency, 10);
        Arrays.fill(energy, joules);
        for (int row : wrong) {
            latency[row] = 1000;
            energy[row] = 500;
        }
        return RunFixture.run(agent, seed, "w", latency, energy);
    }

    private static ComparisonResult compare(RunData... runs) {
        return Comparison.of(List.of(runs), "one", List.of(), List.of());
    }

    private static AgentFigures figures(ComparisonResult result, String agent) {
        return Objects.requireNonNull(result.agents().get(agent));
    }

    @Test
    void theyAreInNoFigureOfAnyAgentAndCounted() {
        RunData disturbed = RunFixture.voided(run("one", 1, 1, 20, 150), 20, 150);
        RunData other = RunFixture.voided(run("two", 1, 3, 7, 20), 7, 20);
        ComparisonResult result = compare(disturbed, other);
        assertThat(result.voidRequests()).isEqualTo(3);
        assertThat(result.requests()).isEqualTo(REQUESTS);
        assertThat(result.caveats())
                .containsExactly("left out for all agents, as void in a run whose hardware was not as it was set:"
                        + " 3 requests of seed 1");
        for (String agent : List.of("one", "two")) {
            double joules = agent.equals("one") ? 1 : 3;
            AgentFigures figures = figures(result, agent);
            assertThat(figures.costJ().value()).isEqualTo(joules);
            assertThat(figures.costBySeedJ()).isEqualTo(Map.of(1L, joules));
            assertThat(Objects.requireNonNull(figures.meanEnergyJ()).value()).isEqualTo(joules);
            assertThat(figures.energyPartsJ().values()).containsExactly(joules);
            assertThat(figures.meanLatencyMs().value()).isEqualTo(10);
            assertThat(figures.p99LatencyMs()).isEqualTo(10);
            assertThat(figures.missedPercent().value()).isZero();
        }
        assertThat(result.differences().get(0).costJ().value()).isEqualTo(2);
        assertThat(result.differences().get(0).latencyMs().value()).isZero();
    }

    @Test
    void seedsThatServeTheSameRequestsLoseThemTogether() {
        ComparisonResult result = compare(
                RunFixture.voided(run("one", 1, 1, 20), 20),
                run("one", 2, 1),
                run("two", 1, 3),
                RunFixture.voided(run("two", 2, 3, 9, 10), 9, 10));
        assertThat(result.voidRequests()).as("9, 10 and 20, of each seed").isEqualTo(6);
        assertThat(result.caveats().get(0)).endsWith("3 requests of seed 1, 3 requests of seed 2");
        assertThat(result.requests()).isEqualTo(REQUESTS);
        assertThat(figures(result, "one").costJ().value()).isEqualTo(1);
        assertThat(figures(result, "two").costJ().value()).isEqualTo(3);
    }

    @Test
    void moreThanOneInAHundredOfARunRefuseTheComparison() {
        RunData disturbed = RunFixture.voided(run("one", 1, 1), 1, 2, 3);
        assertThatThrownBy(() -> compare(disturbed, run("two", 1, 3)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "Expected the void requests of one under seed 1 to be at most 1 % of its 200, as its"
                                + " hardware was not as it was set, given 3")
                .hasMessageContaining("Maybe evaluate it anew");
        assertThat(Comparison.figures(disturbed).costJ().value()).isEqualTo(1);
    }

    @Test
    void withoutThemNothingIsSaid() {
        ComparisonResult result = compare(run("one", 1, 1), run("two", 1, 3));
        assertThat(result.voidRequests()).isZero();
        assertThat(result.caveats()).isEmpty();
    }
}
