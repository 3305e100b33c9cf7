package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SimulatedTestbed;

/**
 * What holds in scenarios whose world moves, whatever is decided: environment, queue, testbed and world together. The
 * testbed's own accounting is tested where it stands.
 */
final class DynamicsPropertiesTest {
    private static final int MOST_STEPS = 300;
    private static final Dataset DATASET = DataSource.open("pi4-coral-gpu", null);

    private static final ScenarioSetup FIELD = ScenarioSetup.of("Field-v1", DATASET);
    private static final ScenarioSetup HOT_DEVICE = ScenarioSetup.of("HotDevice-v1", DATASET);
    /** On a battery that is charged with less than the device draws when it is idle: empty within half a minute. */
    private static final ScenarioSetup SMALL_BATTERY =
            ScenarioSetup.of(withBattery("Field-v1", new Dynamics.Battery(30, 1, 1, 0.3)), DATASET, List.of());

    /** Every configuration, with the outcome of a first request. */
    private static final ActionSet ACTIONS = everyConfiguration();

    private static EnvironmentProvider withBattery(String id, Dynamics.Battery battery) {
        EnvironmentProvider provider =
                Providers.load("the scenario", EnvironmentProvider.class).get(id);
        Scenario given = provider.scenario();
        Dynamics dynamics = given.dynamics();
        return provider.with(new Scenario(
                given.id(),
                given.description(),
                given.testbed(),
                given.testbedOptions(),
                given.transition(),
                given.weights(),
                given.arrivals(),
                new Dynamics(
                        dynamics.link(),
                        dynamics.linkOutages(),
                        dynamics.cloudLoad(),
                        dynamics.cloudOutages(),
                        dynamics.edgeLoad(),
                        dynamics.thermal(),
                        battery,
                        dynamics.estimates(),
                        dynamics.idlePowerW(),
                        dynamics.cloudIdlePowerW(),
                        dynamics.parts())));
    }

    private static ActionSet everyConfiguration() {
        try (SimulatedTestbed testbed = HOT_DEVICE.testbeds().openSimulated(0)) {
            Request request = new Request(0, DATASET.model(), 0, Double.MAX_VALUE);
            List<Evaluated> evaluated = new ArrayList<>();
            DATASET.space().stream().forEach(configuration -> {
                testbed.reset(0);
                evaluated.add(new Evaluated(configuration, testbed.execute(request, configuration), 1));
            });
            return ActionSet.of(DATASET.space(), evaluated);
        }
    }

    @Provide
    Arbitrary<ScenarioSetup> scenarios() {
        return Arbitraries.of(FIELD, HOT_DEVICE, SMALL_BATTERY);
    }

    /** Any actions, among many of the fastest one: so that the device waits for requests and requests for the device. */
    @Provide
    Arbitrary<List<Integer>> decisions() {
        int fastest = IntStream.range(0, ACTIONS.size())
                .boxed()
                .min(Comparator.comparingDouble(ACTIONS::latencyMillis))
                .orElseThrow();
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.integers().between(0, ACTIONS.size() - 1)),
                        Tuple.of(3, Arbitraries.just(fastest)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_STEPS);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void partsAddUpAndIdleEnergyIsThatOfTheTimeNotServed(
            @ForAll("scenarios") ScenarioSetup setup,
            @ForAll("decisions") List<Integer> decisions,
            @ForAll long seed,
            @ForAll @IntRange(max = 9_000) int firstRequest) {
        double endMillis = 0;
        double servedMillis = 0;
        double darkMillis = 0;
        double idleJoules = 0;
        try (Environment environment = setup.environment(DATASET.largestWorkload(), ACTIONS)) {
            environment.reset(seed, new ResetOptions(firstRequest));
            for (int action : decisions) {
                Step step = environment.step(action);
                Outcome outcome = step.info().outcome();
                assertThat(sum(LatencyPart.values(), part -> millis(outcome, part)))
                        .isCloseTo(outcome.latencyMillis(), within(1e-9 * outcome.latencyMillis()));
                assertThat(sum(EnergyPart.values(), part -> joules(outcome, part)))
                        .isCloseTo(outcome.energyJoules(), within(1e-9 * outcome.energyJoules()));
                assertThat(step.info().reward().energyJoules()).isEqualTo(outcome.energyJoules());

                double arrival = step.info().request().arrivalMillis();
                double start = step.info().startMillis();
                assertThat(start).as("one request at a time").isGreaterThanOrEqualTo(endMillis - clockError(start));
                double queued = millis(outcome, LatencyPart.QUEUE);
                endMillis = arrival + outcome.latencyMillis();
                servedMillis += outcome.latencyMillis() - queued;
                // An empty battery lets the request wait longer than until the device is free.
                darkMillis += queued - (start - arrival);
                idleJoules += joules(outcome, EnergyPart.IDLE);
            }
        }
        Statistics.label("the device was off for want of charge")
                .collect(darkMillis > 1)
                .coverage(dark -> dark.check(true).count(count -> count > 0));
        double watts = setup.scenario().dynamics().idlePowerW();
        // Off, the device draws nothing: that time is neither served nor idle.
        double expected = watts * (endMillis - servedMillis - darkMillis) / 1000;
        assertThat(idleJoules).isCloseTo(expected, within(1e-9 * expected + watts * clockError(endMillis) / 1000));
    }

    /** What makes the least cost of the relaxation a bound: nothing is larger there, request by request, part by part. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void noPartIsLargerInTheRelaxation(
            @ForAll("scenarios") ScenarioSetup setup,
            @ForAll("decisions") List<Integer> decisions,
            @ForAll long seed,
            @ForAll @IntRange(max = 9_000) int firstRequest) {
        try (Environment environment = setup.environment(DATASET.largestWorkload(), ACTIONS);
                SimulatedTestbed relaxed = setup.relaxed().testbeds().openSimulated(0)) {
            environment.reset(seed, new ResetOptions(firstRequest));
            for (int action : decisions) {
                Step step = environment.step(action);
                relaxed.reset(0);
                Outcome least =
                        relaxed.execute(step.info().request(), step.info().configuration());
                Outcome outcome = step.info().outcome();
                for (LatencyPart part : LatencyPart.values()) {
                    assertThat(millis(least, part))
                            .as(part.column())
                            .isLessThanOrEqualTo(millis(outcome, part) * (1 + 1e-9) + 1e-9);
                }
                for (EnergyPart part : EnergyPart.values()) {
                    assertThat(joules(least, part))
                            .as(part.column())
                            .isLessThanOrEqualTo(joules(outcome, part) * (1 + 1e-9) + 1e-9);
                }
            }
        }
    }

    private static double millis(Outcome outcome, LatencyPart part) {
        return outcome.latencyMillis(part).orElse(0);
    }

    private static double joules(Outcome outcome, EnergyPart part) {
        return outcome.energyJoules(part).orElse(0);
    }

    private static <P> double sum(P[] parts, ToDoubleFunction<P> value) {
        return Arrays.stream(parts).mapToDouble(value).sum();
    }

    /** What rounding may leave of a difference between times that were added up to there over an episode. */
    private static double clockError(double millis) {
        return MOST_STEPS * Math.ulp(millis);
    }
}
