package org.wattsplit.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.datasets.dynasplit.DynaSplitKnobs;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * Made-up devices, links and clouds by number, to judge searches on spaces that nobody tuned them on. Every part is
 * modelled.
 *
 * <p>A member draws, evenly unless said otherwise: 10 to 20 layers with log-normal shares (deviation 0.8) of an edge
 * time of 400 to 3000 ms and of a cloud time of 40 to 200 ms; 600 kB of input, and outputs that grow or shrink from
 * layer to layer by a log-normal factor (mean logarithm -0.25, deviation 0.7); 4 to 6 clocks up to 1800 MHz; one or two
 * edge accelerators, 3 to 20 times as fast, that cost 2 to 10 ms and 1 to 3 W more; a cloud accelerator, 2 to 6 times
 * as fast; 8, 16 or 32 bits for the tensor sent; a link of 20 to 600 Mbit/s and 2 to 20 ms; cloud power of 50 to 400 W.
 * The edge draws 1.5 to 3 W, and more with the cube of its clock. Fewer bits lose up to 0.03 of an accuracy of 0.7,
 * accelerators up to 0.01. The time on the edge of each configuration is off its formula by a log-normal factor of its
 * own (deviation 0.03), one in thirty takes half as long again: real tables are as rough.
 */
public final class SyntheticFamily {
    /** What the names of members begin with; their number follows. */
    public static final String PREFIX = "synthetic-family:";

    private static final String BITS = "bits";
    private static final int REQUESTS = 2_000;

    private final long number;
    private final RandomGenerator random;
    private final int layers;
    private final double[] headMillis;
    private final double[] tailMillis;
    private final double[] bytes;
    private final List<String> clocks;
    private final List<Accelerator> accelerators;
    private final double cloudSpeed;
    private final double mbps;
    private final double rttMillis;
    private final double cloudWatts;
    private final double cloudAcceleratorWatts;
    private final double idleWatts;
    private final double clockWatts;
    private final double bitsLoss;
    private final RandomStreams roughness;

    private record Accelerator(String name, double speed, double millis, double watts, double accuracyLoss) {}

    private SyntheticFamily(long number) {
        this.number = number;
        RandomStreams streams = RandomStreams.of(number);
        random = streams.stream("synthetic-family");
        roughness = RandomStreams.of(streams.seed("roughness"));
        layers = 10 + random.nextInt(11);
        double[] shares = new double[layers];
        double sum = 0;
        for (int i = 0; i < layers; i++) {
            shares[i] = logNormal(0, 0.8);
            sum += shares[i];
        }
        double edgeMillis = between(400, 3000);
        double cloudMillis = between(40, 200);
        headMillis = new double[layers + 1];
        tailMillis = new double[layers + 1];
        bytes = new double[layers + 1];
        bytes[0] = 600_000;
        for (int i = 1; i <= layers; i++) {
            headMillis[i] = headMillis[i - 1] + edgeMillis * shares[i - 1] / sum;
            bytes[i] = Math.max(1000, bytes[i - 1] * logNormal(-0.25, 0.7));
        }
        for (int i = 0; i <= layers; i++) {
            tailMillis[i] = cloudMillis * (1 - headMillis[i] / headMillis[layers]);
        }
        int count = 4 + random.nextInt(3);
        clocks = IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(1800 - 1200 / (count - 1) * (count - 1 - i)))
                .toList();
        accelerators = new ArrayList<>(List.of(new Accelerator("off", 1, 0, 0, 0)));
        int edgeAccelerators = 1 + random.nextInt(2);
        for (int i = 1; i <= edgeAccelerators; i++) {
            accelerators.add(new Accelerator("a" + i, between(3, 20), between(2, 10), between(1, 3), between(0, 0.01)));
        }
        cloudSpeed = between(2, 6);
        mbps = between(20, 600);
        rttMillis = between(2, 20);
        cloudWatts = between(50, 400);
        cloudAcceleratorWatts = between(50, 250);
        idleWatts = between(1.5, 3);
        clockWatts = between(0.5, 2.5);
        bitsLoss = between(0, 0.03);
    }

    /** The member of that number; the same each time. */
    public static Dataset member(long number) {
        return new SyntheticFamily(number).dataset();
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private double logNormal(double mean, double deviation) {
        return StrictMath.exp(mean + deviation * random.nextGaussian());
    }

    private Dataset dataset() {
        ConfigurationSpace space = space();
        MeasurementTable table = MeasurementTable.of(
                space,
                space.stream()
                        .map(configuration -> new Measurement(configuration, outcome(configuration)))
                        .toList());
        double[] latencies = table.means().stream()
                .mapToDouble(one -> one.outcome().latencyMillis())
                .sorted()
                .toArray();
        Workload workload = WorkloadGenerator.generate(
                "exponential-" + REQUESTS,
                space.name(),
                REQUESTS,
                new Deadlines.ShiftedExponential(
                        latencies[0], latencies[latencies.length / 2], latencies[latencies.length - 1]),
                new Arrivals.ClosedLoop(),
                number);
        return new Dataset(
                        PREFIX + number,
                        space.name(),
                        space,
                        table,
                        Map.of(workload.name(), workload),
                        Map.of(),
                        "DynaSplit-v1")
                .withAbout(DatasetAbout.of(
                        "made up: drawn with seed " + number + ", the Javadoc of SyntheticFamily says from what",
                        DatasetAbout.APACHE_2_0));
    }

    private ConfigurationSpace space() {
        List<Knob> knobs = List.of(
                Knob.splitLayer(layers),
                DynaSplitKnobs.clock(clocks),
                DynaSplitKnobs.edgeAccelerator(
                        accelerators.stream().map(Accelerator::name).toList()),
                DynaSplitKnobs.cloudAccelerator(),
                new Knob(BITS, Knob.Kind.NUMERIC, List.of("8", "16", "32"), false));
        List<Constraint> constraints = List.of(
                DynaSplitKnobs.offWithoutHead(),
                new Constraint(
                        "nothing is sent at split layer " + layers + ", so the cloud accelerator is false and bits 32",
                        Map.of(Knob.SPLIT_LAYER, List.of(String.valueOf(layers))),
                        Map.of(DynaSplitKnobs.CLOUD_ACCELERATOR, List.of("false"), BITS, List.of("32"))));
        return ConfigurationSpace.of(new SpaceSpec(
                "synthetic-family",
                knobs,
                constraints,
                values(0, "off", "true"),
                values(layers, accelerators.get(accelerators.size() - 1).name(), "false")));
    }

    private static Map<String, String> values(int layer, String edgeAccelerator, String cloudAccelerator) {
        Map<String, String> values = DynaSplitKnobs.fastest(layer, edgeAccelerator, cloudAccelerator);
        values.put(BITS, "32");
        return values;
    }

    private Outcome outcome(Configuration configuration) {
        int layer = Integer.parseInt(configuration.value(Knob.SPLIT_LAYER));
        double clock = Integer.parseInt(configuration.value(DynaSplitKnobs.CPU_FREQ_MHZ)) / 1800.0;
        Accelerator accelerator = accelerators.stream()
                .filter(one -> one.name().equals(configuration.value(DynaSplitKnobs.EDGE_ACCELERATOR)))
                .findFirst()
                .orElseThrow();
        boolean cloudAccelerator =
                configuration.value(DynaSplitKnobs.CLOUD_ACCELERATOR).equals("true");
        int bits = Integer.parseInt(configuration.value(BITS));
        RandomGenerator rough = roughness.stream(configuration.toString());
        double factor = StrictMath.exp(0.03 * rough.nextGaussian()) * (rough.nextInt(30) == 0 ? 1.5 : 1);
        // An accelerator does not speed up what the processor does for it.
        double edgeMillis = factor
                * (accelerator.name().equals("off")
                        ? headMillis[layer] / clock
                        : headMillis[layer] / accelerator.speed() + accelerator.millis() / clock);
        double transferMillis = layer == layers ? 0 : rttMillis + bytes[layer] * bits / 32 * 8 / (1000 * mbps);
        double cloudMillis = tailMillis[layer] / (cloudAccelerator ? cloudSpeed : 1);
        double busyWatts = idleWatts + clockWatts * clock * clock * clock + accelerator.watts();
        double loss = (bits == 8 ? bitsLoss : bits == 16 ? bitsLoss / 10 : 0) + accelerator.accuracyLoss();
        return Outcome.builder()
                .latency(LatencyPart.EDGE, edgeMillis, Provenance.MODELLED)
                .latency(LatencyPart.TRANSFER, transferMillis, Provenance.MODELLED)
                .latency(LatencyPart.CLOUD, cloudMillis, Provenance.MODELLED)
                .energy(
                        EnergyPart.EDGE,
                        (busyWatts * edgeMillis + idleWatts * (transferMillis + cloudMillis)) / 1000,
                        Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_CPU, cloudWatts * cloudMillis / 1000, Provenance.MODELLED)
                .energy(
                        EnergyPart.CLOUD_GPU,
                        cloudAccelerator ? cloudAcceleratorWatts * cloudMillis / 1000 : 0,
                        Provenance.MODELLED)
                .accuracy(0.7 - loss, Provenance.MODELLED)
                .build();
    }
}
