package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.ArrivalSpec;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;

/** In small worlds drawn by chance, where wrong answers have a price, no agent costs less than the bound. */
final class RandomBoundsTest {
    private static final int WORLDS = 200;
    private static final int REQUESTS = 60;
    private static final List<String> AGENTS = List.of(
            "relaxed",
            "dynamic-split",
            "myopic-cost",
            "fixed-setting",
            "planner",
            "greedy-switching",
            "dynasplit",
            "dynasplit-online",
            "cloud",
            "edge");

    private final Set<Class<?>> moved = new HashSet<>();

    @Test
    void noAgentCostsLessThanTheBound() {
        for (int seed = 0; seed < WORLDS; seed++) {
            Map<String, AgentFigures> figures = run(new World(seed));
            double bound = cost(figures, "relaxed");
            figures.forEach((agent, one) ->
                    assertThat(one.costJ().value()).as(agent).isGreaterThanOrEqualTo(bound - 1e-9 * Math.abs(bound)));
        }
        assertThat(moved).as("kinds of dynamics that were drawn").hasSize(7);
    }

    private static double cost(Map<String, AgentFigures> figures, String agent) {
        return Objects.requireNonNull(figures.get(agent)).costJ().value();
    }

    private Map<String, AgentFigures> run(World world) {
        Dynamics dynamics = world.scenario.dynamics();
        for (Object part : new Object[] {
            dynamics.link(),
            dynamics.linkOutages(),
            dynamics.cloudLoad(),
            dynamics.edgeLoad(),
            dynamics.thermal(),
            dynamics.battery(),
            dynamics.estimates()
        }) {
            if (part != null) {
                moved.add(part.getClass());
            }
        }
        Dataset dataset = world.dataset;
        Experiment experiment = new Experiment(
                ScenarioSetup.of(ScenarioFile.of(world.scenario), dataset, List.of()),
                dataset.largestWorkload(),
                ParetoSet.of(
                        dataset.space(), Objective.THREE, dataset.requireTable().means()),
                AGENTS.stream().map(AgentSpec::parse).toList(),
                Optional.of(ActionSet.Kind.FULL),
                List.of(1L));
        List<RunData> runs = new ArrayList<>();
        new ExperimentRunner(Producer.thisProcess(), null)
                .run(experiment, 1, RunData.Collector::new, done -> {})
                .forEach(collector -> runs.add(collector.data()));
        return Comparison.of(runs, null, List.of(), List.of()).agents();
    }

    /** A table and a scenario. */
    private static final class World {
        private final SplittableRandom random;
        private final Dataset dataset;
        private final Scenario scenario;

        World(long seed) {
            random = new SplittableRandom(seed);
            dataset = dataset();
            scenario = new Scenario(
                    "Drawn-v1",
                    "drawn by chance",
                    "model",
                    Map.of("device", "table"),
                    new TransitionCost(
                            upTo(30),
                            upTo(0.5),
                            List.of(new TransitionCost.Change(Map.of("mhz", "300"), Map.of(), upTo(30), upTo(0.5)))),
                    new CostWeights(upTo(5), upTo(10), random.nextInt(3) == 0 ? 0.5 : 0, random.nextInt(2) * upTo(100)),
                    random.nextBoolean() ? new ArrivalSpec("poisson", 1 + upTo(20), 0, 0, 0) : null,
                    dynamics());
        }

        private double upTo(double most) {
            return most * random.nextDouble();
        }

        private Dynamics.@Nullable Outages outages() {
            return random.nextBoolean() ? new Dynamics.Outages(0.5 + upTo(5), 0.1 + upTo(0.5)) : null;
        }

        private Dynamics.Link link(Dynamics.Levels rates) {
            LinkLevels levels = new LinkLevels(
                    rates.values(), 0, List.of(0.2 + upTo(2), 0.2 + upTo(2)), List.of(upTo(40), upTo(40)));
            BlockFading fading = new BlockFading(1 + upTo(20), upTo(20), upTo(0.99), 1 + upTo(50), 0.1);
            Dynamics.Link link =
                    random.nextBoolean() ? Dynamics.Link.of(upTo(40), levels) : Dynamics.Link.of(upTo(40), fading);
            return link.withDownlink(random.nextBoolean() ? 0.1 + upTo(4) : null);
        }

        private Dynamics dynamics() {
            Dynamics.Levels rates = new Dynamics.Levels(List.of(1 + upTo(5), 10 + upTo(50)), 0.2 + upTo(2));
            Dynamics.Levels loads = new Dynamics.Levels(List.of(0.0, upTo(0.9)), 0.2 + upTo(2));
            return new Dynamics(
                    random.nextBoolean() ? link(rates) : null,
                    outages(),
                    random.nextBoolean() ? new Dynamics.CloudLoad(loads) : null,
                    outages(),
                    random.nextBoolean() ? new Dynamics.EdgeLoad(loads) : null,
                    // Of the set clock's power: a throttled one's is less, and a bound would have to know how hot it
                    // gets.
                    random.nextBoolean() ? new Thermal(20, 8 + upTo(15), 0.5 + upTo(5), 50, 60, 0.4) : null,
                    random.nextBoolean() ? new Dynamics.Battery(1 + upTo(20), 1, 0.5 + upTo(3), 0.2) : null,
                    random.nextBoolean() ? new Dynamics.Estimates(100, upTo(100), upTo(0.3)) : null,
                    upTo(2),
                    0,
                    List.of());
        }

        private Dataset dataset() {
            List<String> values = List.of("1", "2", "3");
            ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
                    "drawn",
                    List.of(
                            new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false),
                            new Knob("width", Knob.Kind.NUMERIC, values, false),
                            new Knob("mhz", Knob.Kind.NUMERIC, List.of("300", "600"), true)),
                    List.of(),
                    Map.of(Knob.SPLIT_LAYER, "0", "width", "3", "mhz", "600"),
                    Map.of(Knob.SPLIT_LAYER, "2", "width", "3", "mhz", "600")));
            List<Measurement> rows = new ArrayList<>();
            space.stream().forEach(configuration -> {
                double cut = Double.parseDouble(configuration.value(Knob.SPLIT_LAYER));
                double mhz = Double.parseDouble(configuration.value("mhz"));
                double head = cut * (1 + upTo(30)) * 600 / mhz;
                double bytes = cut == 2 ? 0 : upTo(50_000);
                double transfer = cut == 2 ? 0 : upTo(3) + 2 + bytes * 8 / 100_000;
                double tail = cut == 2 ? 0 : upTo(20);
                double waitW = 1 + upTo(1);
                double headW = waitW + mhz / 200;
                rows.add(new Measurement(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, head, Provenance.MEASURED)
                                .latency(LatencyPart.TRANSFER, transfer, Provenance.MEASURED)
                                .latency(LatencyPart.CLOUD, tail, Provenance.MEASURED)
                                .energy(
                                        EnergyPart.EDGE,
                                        (headW * head + waitW * (transfer + tail)) / 1000,
                                        Provenance.MEASURED)
                                .energy(EnergyPart.CLOUD_CPU, upTo(2), Provenance.MEASURED)
                                .accuracy(0.5 + upTo(0.5), Provenance.MEASURED)
                                .build(),
                        Map.of(
                                Quantity.ANSWER_BYTES, upTo(2_000),
                                Quantity.TRANSFER_BYTES, bytes,
                                Quantity.HEAD_POWER_W, headW,
                                Quantity.WAIT_POWER_W, waitW)));
            });
            List<Request> requests = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> new Request(i, "drawn", 0, 5 + upTo(100)))
                    .toList();
            return new Dataset(
                    "drawn",
                    "drawn",
                    space,
                    MeasurementTable.of(space, rows),
                    Map.of("few", new Workload("few", true, requests)),
                    Map.of(),
                    null,
                    DeviceFacts.NONE.withLink(100, 2).withIdlePower(0.5, 0).withClock("mhz", null));
        }
    }
}
