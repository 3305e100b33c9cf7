package org.wattsplit.testbed.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * A million steps in worlds drawn by chance: tables of other knobs and values, other dynamics. What the device drew, added up
 * apart from the testbed from the powers that the table was made with, is the energy of its outcomes and what left the battery;
 * and time passes as outcomes and gaps say.
 */
final class RandomWorldsTest {
    private static final int WORLDS = 500;
    private static final int STEPS = 2_000;
    private static final Request REQUEST = new Request(0, "any", 0, 1_000);
    private static final double CAPACITY = 1e9;

    @Test
    void whatIsDrawnIsWhatIsChargedAndTimePassesAsItIsSaid() {
        IntStream.range(0, WORLDS).forEach(seed -> new World(seed).run());
    }

    @Test
    void theBytesOfTheFastestConfigurationNeverRiseAsTheRateFalls() {
        for (int seed = 0; seed < WORLDS; seed++) {
            Dataset dataset = new World(seed).dataset();
            double before = Double.POSITIVE_INFINITY;
            for (double mbps = 1_000; mbps > 0.1; mbps /= 1.5) {
                double bytes = bytesOfFastest(dataset, mbps);
                assertThat(bytes).as("at %s Mbit/s, seed %s", mbps, seed).isLessThanOrEqualTo(before);
                before = bytes;
            }
        }
    }

    private static double bytesOfFastest(Dataset dataset, double mbps) {
        Dynamics link = MadeModel.link(20, mbps);
        TestbedContext context =
                new TestbedContext(dataset, TransitionCost.FREE, 0, Map.of(), link, List.of(), Registry.installed());
        Map<Configuration, Double> bytes = dataset.requireTable().means(Quantity.TRANSFER_BYTES);
        double least = Double.POSITIVE_INFINITY;
        double ofLeast = 0;
        try (SimulatedTestbed testbed = new ModelProvider().open(context, 0)) {
            for (Configuration configuration : bytes.keySet()) {
                testbed.reset(0);
                double millis = testbed.execute(REQUEST, configuration).servingMillis();
                if (millis < least) {
                    least = millis;
                    ofLeast = Objects.requireNonNull(bytes.get(configuration));
                }
            }
        }
        return ofLeast;
    }

    /** What a configuration of a world takes. */
    private record Truth(double head, double clockShare, double transfer, double tail, double waitW) {}

    /** A table and dynamics. */
    private static final class World {
        private final SplittableRandom random;
        private final ConfigurationSpace space;
        private final Map<Configuration, Truth> truths = new HashMap<>();
        private final double[] clocks;
        private final double[] headW;
        private final TransitionCost transition;
        private final Dynamics dynamics;

        World(long seed) {
            random = new SplittableRandom(seed);
            clocks = IntStream.rangeClosed(1, 2 + random.nextInt(3))
                    .mapToDouble(i -> 300 * i)
                    .toArray();
            headW = new double[clocks.length];
            for (int i = 0; i < clocks.length; i++) {
                headW[i] = (i == 0 ? 3 : headW[i - 1]) + random.nextDouble();
            }
            space = space();
            dynamics = dynamics();
            // A head shares the device as it does when it begins: where that is to be known beforehand, a change takes
            // no time.
            double millis = dynamics.edgeLoad() != null ? 0 : random.nextInt(2) * 40 * random.nextDouble();
            TransitionCost.Change fromSlowest =
                    new TransitionCost.Change(Map.of("mhz", "300"), Map.of(), millis / 2, random.nextDouble());
            transition = new TransitionCost(
                    millis, random.nextDouble(), random.nextBoolean() ? List.of(fromSlowest) : List.of());
        }

        private ConfigurationSpace space() {
            List<String> layers = values(2 + random.nextInt(3), 0);
            List<String> mhz = IntStream.range(0, clocks.length)
                    .mapToObj(i -> String.valueOf((int) clocks[i]))
                    .toList();
            List<Knob> knobs = new ArrayList<>(List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, layers, false),
                    new Knob("mhz", Knob.Kind.NUMERIC, mhz, true)));
            for (int i = random.nextInt(3); i > 0; i--) {
                knobs.add(new Knob(
                        "knob_" + i, Knob.Kind.NUMERIC, values(1 + random.nextInt(3), 1), random.nextBoolean()));
            }
            return ConfigurationSpace.of(new SpaceSpec("any", knobs, List.of(), null, null));
        }

        private static List<String> values(int count, int first) {
            return IntStream.range(first, first + count)
                    .mapToObj(String::valueOf)
                    .toList();
        }

        private double upTo(double most) {
            return most * random.nextDouble();
        }

        private Dynamics.@Nullable Outages outages() {
            return random.nextBoolean() ? new Dynamics.Outages(1 + upTo(5), 0.1 + upTo(0.5)) : null;
        }

        private Dynamics.Link link(Dynamics.Levels rates) {
            LinkLevels levels = random.nextBoolean()
                    ? LinkLevels.of(rates)
                    : new LinkLevels(
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
                    random.nextInt(3) == 0 ? new Dynamics.EdgeLoad(loads) : null,
                    random.nextBoolean()
                            ? new Thermal(20, 8 + upTo(15), 0.5 + upTo(5), 50, 60, 0.4, random.nextBoolean())
                            : null,
                    new Dynamics.Battery(CAPACITY, 0.5, 0.1 + upTo(3), 0.1),
                    random.nextBoolean() ? new Dynamics.Estimates(100, upTo(100), upTo(0.3)) : null,
                    upTo(2),
                    0,
                    List.of());
        }

        private Dataset dataset() {
            double share = 0.2 + upTo(0.8);
            Map<List<String>, Double> heads = new HashMap<>();
            List<Measurement> rows = new ArrayList<>();
            space.stream().forEach(configuration -> {
                Map<String, String> others = new HashMap<>(configuration.values());
                double mhz = Double.parseDouble(others.remove("mhz"));
                double fastest =
                        heads.computeIfAbsent(others.values().stream().sorted().toList(), key -> 1 + upTo(50));
                double head = fastest * (1 - share + share * clocks[clocks.length - 1] / mhz);
                double bytes = upTo(50_000);
                double transfer = upTo(3) + 2 + bytes * 8 / 100_000;
                Truth truth = new Truth(
                        head,
                        fastest * share * clocks[clocks.length - 1] / mhz / head,
                        transfer,
                        1 + upTo(20),
                        1 + mhz / 1e4);
                truths.put(configuration, truth);
                rows.add(new Measurement(
                        configuration,
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, head, Provenance.MEASURED)
                                .latency(LatencyPart.TRANSFER, transfer, Provenance.MEASURED)
                                .latency(LatencyPart.CLOUD, truth.tail(), Provenance.MEASURED)
                                .build(),
                        Map.of(
                                Quantity.TRANSFER_BYTES,
                                bytes,
                                Quantity.HEAD_POWER_W,
                                headW[(int) (mhz / 300) - 1],
                                Quantity.WAIT_POWER_W,
                                truth.waitW(),
                                Quantity.ANSWER_BYTES,
                                upTo(1_000))));
            });
            return new Dataset(
                    "any",
                    "any",
                    space,
                    MeasurementTable.of(space, rows),
                    Map.of("w", new Workload("w", true, List.of(REQUEST))),
                    Map.of(),
                    null,
                    DeviceFacts.NONE.withLink(100, 2).withIdlePower(0, 0).withClock("mhz", null));
        }

        private Truth truth(Configuration configuration) {
            return Objects.requireNonNull(truths.get(configuration));
        }

        /** What a head drew that takes so long alone. */
        private double busyW(Configuration configuration, double headMillis) {
            Truth truth = truth(configuration);
            double set = Double.parseDouble(configuration.value("mhz"));
            Thermal thermal = dynamics.thermal();
            double now = set;
            if (thermal != null && thermal.throttledPower()) {
                now = set * truth.clockShare() / (headMillis / truth.head() - 1 + truth.clockShare());
            }
            if (now <= clocks[0]) {
                return headW[0];
            }
            int below = Math.min((int) (now / 300 + 1e-9) - 1, clocks.length - 1);
            return below == clocks.length - 1
                    ? headW[below]
                    : headW[below] + (headW[below + 1] - headW[below]) * (now - clocks[below]) / 300;
        }

        /** What the change to a configuration draws. */
        private double changeJ(int before, Configuration configuration) {
            if (before == configuration.settingIndex()) {
                return 0;
            }
            boolean slowest = space.setting(before).toString().contains("mhz=300");
            return slowest && !transition.changes().isEmpty()
                    ? transition.changes().get(0).joules()
                    : transition.joules();
        }

        void run() {
            TestbedContext context =
                    new TestbedContext(dataset(), transition, 0, Map.of(), dynamics, List.of(), Registry.installed());
            List<Configuration> all = space.stream().toList();
            try (SimulatedTestbed testbed = new ModelProvider().open(context, 0)) {
                testbed.reset(random.nextLong());
                double now = 0;
                double drawn = 0;
                double said = 0;
                for (int step = 0; step < STEPS; step++) {
                    double gap = random.nextInt(3) == 0 ? upTo(400) : 0;
                    testbed.advanceTo(now + gap);
                    now += gap;
                    drawn += dynamics.idlePowerW() * gap / 1000;
                    Configuration configuration = all.get(random.nextInt(all.size()));
                    double left = 1 - testbed.conditions().value(Condition.EDGE_LOAD, 0);
                    double change = changeJ(testbed.settingIndex(), configuration);
                    Outcome outcome = testbed.execute(REQUEST, configuration);
                    double head = outcome.latencyMillis(LatencyPart.EDGE).orElseThrow();
                    double waits = outcome.latencyMillis(LatencyPart.TRANSFER).orElseThrow()
                            + outcome.latencyMillis(LatencyPart.CLOUD).orElseThrow();
                    drawn += change
                            + (busyW(configuration, head * left) * head
                                            + truth(configuration).waitW() * waits)
                                    / 1000;
                    said += outcome.energyJoules(EnergyPart.EDGE).orElseThrow()
                            + outcome.energyJoules(EnergyPart.RECONFIGURATION).orElseThrow()
                            + outcome.energyJoules(EnergyPart.IDLE).orElseThrow();
                    now += outcome.latencyMillis();
                }
                assertThat(said).as(dynamics.toString()).isCloseTo(drawn, within(1e-6 * drawn));
                double gained = (testbed.conditions().value(Condition.BATTERY_LEVEL, Double.NaN) - 0.5) * CAPACITY;
                double charged =
                        dynamics.battery() == null ? 0 : dynamics.battery().chargeW() * now / 1000;
                assertThat(gained).isCloseTo(charged - drawn, within(1e-5 * (charged + drawn) + 1e-6));
                double end = now;
                assertThatThrownBy(() -> testbed.advanceTo(end - 0.01 - 1e-5 * end))
                        .hasMessageContaining("the time");
                testbed.advanceTo(end);
            }
        }
    }
}
