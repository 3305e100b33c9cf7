package org.wattsplit.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * Steps where the world moves around a measurement table: the dynamics of scenario {@code Field-v2} on a made-up table of 5,000
 * configurations of four knobs, all of which are actions, drawn at random in advance.
 */
public class TableStepBenchmark extends EnvironmentSteps {
    private static final int REQUESTS = 10_000;

    private long seed = SEED;

    private static Knob knob(String name, int count, int step, boolean hardware) {
        return new Knob(
                name,
                Knob.Kind.NUMERIC,
                IntStream.range(hardware ? 1 : 0, hardware ? count + 1 : count)
                        .mapToObj(i -> String.valueOf(step * i))
                        .toList(),
                hardware);
    }

    private static Dataset dataset() {
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
                "made-up",
                List.of(
                        knob(Knob.SPLIT_LAYER, 20, 1, false),
                        knob("width", 5, 1, false),
                        knob("bits", 5, 1, false),
                        knob("mhz", 10, 100, true)),
                List.of(),
                null,
                null));
        SplittableRandom random = new SplittableRandom(SEED);
        List<Measurement> rows = new ArrayList<>();
        space.stream().forEach(configuration -> rows.add(row(configuration, random)));
        List<Request> requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> new Request(i, "made-up", 0, 100 + random.nextInt(1_000)))
                .toList();
        return new Dataset(
                "made-up",
                "made-up",
                space,
                MeasurementTable.of(space, rows),
                Map.of("made-up", new Workload("made-up", true, requests)),
                Map.of(),
                null,
                DeviceFacts.NONE.withLink(100, 2).withIdlePower(2.7, 0).withClock("mhz", null));
    }

    private static Measurement row(Configuration configuration, SplittableRandom random) {
        double mhz = Double.parseDouble(configuration.value("mhz"));
        double bytes = random.nextInt(400_000);
        return new Measurement(
                configuration,
                Outcome.builder()
                        .latency(LatencyPart.EDGE, 50 + 100_000 / mhz, Provenance.MEASURED)
                        .latency(LatencyPart.TRANSFER, 5 + bytes * 8 / 100_000, Provenance.MEASURED)
                        .latency(LatencyPart.CLOUD, 50 * random.nextDouble(), Provenance.MEASURED)
                        .accuracy(random.nextDouble(), Provenance.MEASURED)
                        .build(),
                Map.of(
                        Quantity.TRANSFER_BYTES,
                        bytes,
                        Quantity.HEAD_POWER_W,
                        3 + mhz / 250,
                        Quantity.WAIT_POWER_W,
                        3.0));
    }

    @Override
    Prepared prepare() {
        Dataset dataset = dataset();
        EnvironmentProvider field =
                Providers.load("the scenario", EnvironmentProvider.class).get("Field-v2");
        Scenario of = field.scenario();
        ScenarioSetup setup = ScenarioSetup.of(
                field.with(new Scenario(
                        of.id(),
                        of.description(),
                        of.testbed(),
                        Map.of("device", "table"),
                        of.transition(),
                        of.weights(),
                        of.arrivals(),
                        of.dynamics())),
                dataset,
                List.of());
        ActionSet all = ActionSet.of(
                ParetoSet.of(
                        dataset.space(), Objective.THREE, dataset.requireTable().means()),
                ActionSet.Kind.FULL);
        return new Prepared(setup.environment(dataset.largestWorkload(), all), drawn(all));
    }

    @Override
    long seed() {
        return seed++;
    }
}
