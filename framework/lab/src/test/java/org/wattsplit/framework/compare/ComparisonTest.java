package org.wattsplit.framework.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.runlog.RunData;

final class ComparisonTest {
    private static final double[] FOUR_LATENCIES = {90, 111, 50, 203};
    private static final double[] FOUR_ENERGIES = {1, 2, 3, 6};

    private static double[] noise(long seed, int length, double mean) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = mean * (0.5 + random.nextDouble());
        }
        return values;
    }

    private static Interval known(@Nullable Interval interval) {
        return Objects.requireNonNull(interval);
    }

    private static AgentFigures figures(ComparisonResult result, String agent) {
        return Objects.requireNonNull(result.agents().get(agent));
    }

    @Test
    void aBoundIsNoneForAgentsWhoseActionsComeFromAnotherParetoSet() {
        double[] ones = {1, 1, 1, 1};
        ComparisonResult result = Comparison.of(
                List.of(
                        RunFixture.run("bound", 1, "w", ones, FOUR_ENERGIES),
                        RunFixture.run("stranger", 1, "w", ones, ones)),
                null,
                List.of(),
                List.of());
        assertThat(figures(result, "bound").role()).isEqualTo("reference");
        assertThat(figures(result, "stranger").regretJ()).isNull();
    }

    @Test
    void aDifferenceOfSeedsThatDifferIsAsWideAsTheyDo() {
        double[] ones = {1, 1, 1, 1};
        ComparisonResult result = Comparison.of(
                List.of(
                        RunFixture.run("a", 1, "w", ones, ones),
                        RunFixture.run("a", 2, "w", ones, ones),
                        RunFixture.run("b", 1, "w", ones, new double[] {2, 2, 2, 2}),
                        RunFixture.run("b", 2, "w", ones, new double[] {4, 4, 4, 4})),
                "a",
                List.of(),
                List.of());
        assertThat(figures(result, "b").costBySeedJ()).isEqualTo(Map.of(1L, 2.0, 2L, 4.0));
        assertThat(result.differences().get(0).costJ()).isEqualTo(MeanInterval.of(new double[] {1, 3}));
        assertThat(result.intervals()).isEqualTo(ComparisonResult.Intervals.SEEDS_AND_REQUESTS);
    }

    @Test
    void agentsThatTheRunsDoNotTellFromTheWinnerAreTiedWithIt() {
        double[] ones = {1, 1, 1, 1};
        List<RunData> runs = new ArrayList<>();
        Map.of("a", List.of(1.0, 1.0), "b", List.of(1.5, 0.7), "c", List.of(5.0, 5.1))
                .forEach((agent, joules) -> {
                    for (int seed = 1; seed <= 2; seed++) {
                        double[] energies = new double[4];
                        Arrays.fill(energies, joules.get(seed - 1));
                        runs.add(RunFixture.run(agent, seed, "w", ones, energies));
                    }
                });
        for (String baseline : List.of("a", "b", "c")) {
            ComparisonResult result = Comparison.of(runs, baseline, List.of(), List.of());
            assertThat(result.winners()).containsExactly("a");
            assertThat(result.tied()).as(baseline).containsExactly("a", "b");
        }
    }

    @Test
    void anIntervalOfMissedDeadlinesEndsWhereSharesDo() {
        double[] ones = {1, 1, 1, 1};
        ComparisonResult result = Comparison.of(
                List.of(
                        RunFixture.run("a", 1, "w", new double[] {1, 1, 1, 1e6}, ones),
                        RunFixture.run("a", 2, "w", ones, ones)),
                null,
                List.of(),
                List.of());
        assertThat(figures(result, "a").missedPercent()).isEqualTo(new Interval(12.5, 0, 100));
        assertThat(result.cutShares()).isTrue();
        ComparisonResult never = Comparison.of(
                List.of(RunFixture.run("a", 1, "w", ones, ones), RunFixture.run("a", 2, "w", ones, ones)),
                null,
                List.of(),
                List.of());
        assertThat(never.cutShares()).isFalse();
    }

    @Test
    void oneTrainingIsSaidToBeOneAndWhatIsKnownOfRunsStandsBeforeTheFigures() {
        String learner = "ppo:policy=somewhere";
        RunData first = RunFixture.run(learner, 1, "w", FOUR_LATENCIES, FOUR_ENERGIES);
        ComparisonResult one = Comparison.of(List.of(first), null, List.of(), List.of("it rained"));
        assertThat(figures(one, learner).trained()).isTrue();
        assertThat(one.intervals()).isEqualTo(ComparisonResult.Intervals.REQUESTS);
        assertThat(one.caveats())
                .containsExactly(
                        "it rained",
                        "one training each of ppo:policy=somewhere: their intervals are of this policy, and say nothing of"
                                + " another training");
        RunData second = RunFixture.run(learner, 2, "w", FOUR_LATENCIES, FOUR_ENERGIES);
        assertThat(Comparison.of(List.of(first, second), null, List.of(), List.of())
                        .caveats())
                .isEmpty();
    }

    @Test
    void figuresAreWhatTheRowsSay() {
        ComparisonResult result = Comparison.of(
                List.of(
                        RunFixture.run("cloud", 1, "w", FOUR_LATENCIES, new double[] {6, 6, 6, 6}),
                        RunFixture.run("bound", 1, "w", new double[] {1, 1, 1, 1}, new double[] {1, 1, 1, 1}),
                        RunFixture.run("a", 1, "w", FOUR_LATENCIES, FOUR_ENERGIES)),
                null,
                List.of(),
                List.of());
        AgentFigures a = figures(result, "a");
        assertThat(a.missedPercent().value()).isEqualTo(50);
        assertThat(a.exceedanceMs()).isEqualTo((10.0 + 100.0) / 2);
        assertThat(known(a.meanEnergyJ()).value()).isEqualTo(3);
        assertThat(a.medianEnergyJ()).isEqualTo(2.5);
        assertThat(a.medianLatencyMs()).isEqualTo(100.5);
        assertThat(a.costJ().value()).isEqualTo(53);
        assertThat(a.regretJ()).isEqualTo(52);
        assertThat(a.energySavedPercent()).isEqualTo(50);
        assertThat(a.decisions()).containsEntry("edge", 50.0).containsEntry("cloud", 0.0);
        assertThat(a.switches()).isEqualTo(1);
        assertThat(a.energyPartial()).isTrue();
        assertThat(a.energyPartsJ()).containsOnlyKeys("edge_energy_j");
        assertThat(result.winner()).isEqualTo("a");
        assertThat(result.agents().keySet()).containsExactly("bound", "a", "cloud");
    }

    @Test
    void aRunEndsInTheSettingUsedMostInItsLastTenthOfTheLastOneOnATie() {
        double[] values = noise(1, 40, 1);
        List<String> settled = new ArrayList<>(Collections.nCopies(20, "clock=1"));
        settled.addAll(Collections.nCopies(20, "clock=2"));
        settled.set(39, "clock=3");
        List<String> tied = new ArrayList<>(Collections.nCopies(40, "clock=1"));
        tied.set(36, "clock=4");
        tied.set(37, "clock=5");
        tied.set(38, "clock=4");
        tied.set(39, "clock=5");
        ComparisonResult result = Comparison.of(
                List.of(
                        RunFixture.run("a", 1, "w", values, values, settled),
                        RunFixture.run("a", 2, "w", values, values, tied)),
                null,
                List.of(),
                List.of());
        assertThat(figures(result, "a").endSettings())
                .containsExactly(
                        Map.entry(1L, new EndSetting("clock=2", 100.0 * 19 / 40)),
                        Map.entry(2L, new EndSetting("clock=5", 5)));
    }

    @Test
    void agentsThatDoTheSameDifferByExactlyNothing() {
        double[] latency = noise(1, 500, 100);
        double[] energy = noise(2, 500, 3);
        PairedDifference difference = Comparison.of(
                        List.of(
                                RunFixture.run("a", 1, "w", latency, energy),
                                RunFixture.run("b", 1, "w", latency, energy)),
                        "a",
                        List.of(),
                        List.of())
                .differences()
                .get(0);
        assertThat(difference.costJ()).isEqualTo(new Interval(0, 0, 0));
        assertThat(difference.latencyMs()).isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void aDifferenceIsPairedRequestByRequest() {
        double[] latency = noise(1, 1000, 20);
        double[] energy = noise(2, 1000, 50);
        double[] less = Arrays.stream(energy).map(joules -> joules - 1).toArray();
        ComparisonResult result = Comparison.of(
                List.of(RunFixture.run("a", 1, "w", latency, energy), RunFixture.run("b", 1, "w", latency, less)),
                "a",
                List.of(),
                List.of());
        Interval own = known(figures(result, "a").meanEnergyJ());
        Interval paired = known(result.differences().get(0).energyJ());
        assertThat(own.high() - own.low()).isGreaterThan(1);
        assertThat(paired.value()).isCloseTo(-1, within(1e-9));
        assertThat(paired.high() - paired.low()).isLessThan(1e-9);
        assertThat(paired.apartFromZero()).isTrue();
    }

    @Test
    void whereNoRequestHasAnEnergyThereIsNoMeanOfIt() {
        double[] latency = {50, 500, 60, 70};
        ComparisonResult result = Comparison.of(
                List.of(RunFixture.withoutEnergy("cloud", latency), RunFixture.withoutEnergy("b", latency)),
                null,
                List.of(),
                List.of());
        AgentFigures b = figures(result, "b");
        assertThat(b.meanEnergyJ()).isNull();
        assertThat(b.medianEnergyJ()).isNull();
        assertThat(b.energySavedPercent()).isNull();
        assertThat(b.energyPartsJ()).isEmpty();
        assertThat(b.costJ().value()).isEqualTo(25);
        assertThat(result.differences().get(0).energyJ()).isNull();
    }

    @Test
    void moreSeedsOnTheSameRequestsDoNotNarrowAnInterval() {
        double[] latency = noise(1, 400, 100);
        double[] energy = noise(2, 400, 3);
        RunData one = RunFixture.run("a", 1, "w", latency, energy);
        RunData two = RunFixture.run("a", 2, "w", latency, energy);
        Interval single = known(figures(Comparison.of(List.of(one), null, List.of(), List.of()), "a")
                .meanEnergyJ());
        Interval twice = known(figures(Comparison.of(List.of(one, two), null, List.of(), List.of()), "a")
                .meanEnergyJ());
        assertThat(twice.high() - twice.low()).isCloseTo(single.high() - single.low(), within(1e-9));
    }

    @Test
    void onlyRunsOfTheSameKindAreCompared() {
        RunData a = RunFixture.run("a", 1, "w", FOUR_LATENCIES, FOUR_ENERGIES);
        assertThatThrownBy(() -> Comparison.of(
                        List.of(a, RunFixture.run("b", 1, "other", FOUR_LATENCIES, FOUR_ENERGIES)),
                        null,
                        List.of(),
                        List.of()))
                .hasMessageContaining("workload");
        assertThatThrownBy(() -> Comparison.of(
                        List.of(a, RunFixture.run("b", 2, "w", FOUR_LATENCIES, FOUR_ENERGIES)),
                        null,
                        List.of(),
                        List.of()))
                .hasMessageContaining("seeds");
        assertThatThrownBy(() -> Comparison.of(List.of(a, a), null, List.of(), List.of()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Comparison.of(List.of(a), "z", List.of(), List.of()))
                .hasMessageContaining("[a], given z");
    }

    @Test
    void allThatDiffersIsNamedAtOnceWithBothValuesAndTheRuns() {
        Map<String, String> one = Map.of("dataset.table", "a".repeat(64), "scenario.price", "1", "workload", "x");
        Map<String, String> other = Map.of("dataset.table", "b".repeat(64), "scenario.price", "2", "workload", "x");
        List<RunData> runs = List.of(RunFixture.run("a", one), RunFixture.run("b", other), RunFixture.run("c", other));
        assertThatThrownBy(() -> Comparison.of(runs, null, List.of(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("as a under seed 1 is")
                .hasMessageContaining("dataset.table: aaaaaaaaaaaa… there, bbbbbbbbbbbb… in b under seed 1 and 1 more")
                .hasMessageContaining("scenario.price: 1 there, 2 in b under seed 1 and 1 more")
                .hasMessageEndingWith("or allow it to differ");
        assertThatThrownBy(() -> Comparison.of(runs, null, List.of("scenario"), List.of()))
                .hasMessageContaining("dataset.table")
                .hasMessageNotContaining("scenario.price");
        assertThat(Comparison.of(runs, null, List.of("scenario.price", "dataset"), List.of())
                        .caveats())
                .first()
                .asString()
                .contains("dataset.table, scenario.price");
    }

    @ParameterizedTest
    @CsvSource({"2, 2, true", "3, 17, true", "3, 18, false", "3, 1, false", "1, 5, false", "0, 5, false"})
    void fewTracesForSoManySeedsAreToldAsIntervalsDoNotKnowThem(int traces, int seeds, boolean told) {
        Map<String, String> names = IntStream.range(0, traces)
                .mapToObj(trace -> "trace." + trace)
                .collect(Collectors.toMap(name -> name, name -> "sum"));
        List<RunData> runs = IntStream.range(0, seeds)
                .mapToObj(seed -> RunFixture.run("a", seed, names))
                .toList();
        assertThat(Comparison.of(runs, null, List.of(), List.of()).caveats().toString())
                .matches(text -> text.contains(traces + " traces in each of " + seeds + " seeds") == told);
    }

    @Test
    void intervalsOfSeedsOnAFewTracesAreAboutTheseAndSaySo() {
        List<RunData> runs = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            runs.add(RunFixture.run("a", seed, seed % 2 * 1000 + seed, "trace " + seed % 2));
            // A bound's world is its own: nothing is drawn there.
            runs.add(RunFixture.run("b", seed, seed, null));
        }
        ComparisonResult result = Comparison.of(runs, null, List.of(), List.of());
        assertThat(result.caveats())
                .containsExactly(
                        "the intervals are about the traces that the link follows, in their shares of the seeds:"
                                + " trace 0 in 2, trace 1 in 2");
        // Within a trace seeds differ by 2, so much less than traces do.
        Interval latency = Objects.requireNonNull(result.agents().get("a")).meanLatencyMs();
        assertThat(latency.high() - latency.low()).isLessThan(20);
        assertThat(Comparison.of(
                                List.of(RunFixture.run("a", 1, 5, "lte"), RunFixture.run("a", 2, 5, "lte")),
                                null,
                                List.of(),
                                List.of())
                        .caveats())
                .containsExactly("the link follows lte: the intervals say nothing of other traces");
    }

    @Test
    void aFieldThatNoRunHasCannotBeAllowedToDiffer() {
        List<RunData> runs = List.of(RunFixture.run("a", Map.of("scenario.weights.joules_per_miss", "1")));
        assertThatThrownBy(() -> Comparison.of(runs, null, List.of("scenario.weight"), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected a field that may differ to be one that a run has, given scenario.weight"
                        + System.lineSeparator() + "Maybe you meant scenario.weights");
        for (String group : List.of("trace", "input")) {
            assertThatThrownBy(() -> Comparison.of(runs, null, List.of(group), List.of()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("given " + group)
                    .hasMessageContaining("it is one of [dataset, scenario, scenario.weights");
        }
        Comparison.of(runs, null, List.of("scenario.weights"), List.of());
    }
}
