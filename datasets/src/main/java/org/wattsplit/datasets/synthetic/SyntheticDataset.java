package org.wattsplit.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.dynasplit.DynaSplitKnobs;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DatasetProvider;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * A small made-up device and cloud, for trying things out where no measurements are at hand. Every part is modelled;
 * no figure of it says anything about real hardware.
 *
 * <p>With split layer s of 10, clock f in GHz, and accelerator speed-up a (1 off, 1.6 on):
 * edge time 40 s / (f a) ms; transfer 0 at s = 10, else 4 + 60 / (1 + s) ms; cloud time 3 (10 - s) ms, a third of it
 * with the cloud accelerator; edge power 1.5 + 1.2 f² W, 1.5 W more with the accelerator; cloud power 120 W, 60 W more
 * with its accelerator; accuracy 0.7, 0.01 less with the edge accelerator.
 */
public final class SyntheticDataset implements DatasetProvider {
    private static final int LAYERS = 10;
    private static final int REQUESTS = 1_000;

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public String description() {
        return "a made-up device and cloud from a documented formula (modelled, 10 layers, 160 configurations)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        ConfigurationSpace space = space();
        List<Measurement> rows = space.stream()
                .map(configuration -> new Measurement(configuration, outcome(configuration)))
                .toList();
        Workload workload = new Workload("exponential-1000", true, requests());
        return new Dataset(
                        name(),
                        "synthetic",
                        space,
                        MeasurementTable.of(space, rows),
                        Map.of(workload.name(), workload),
                        Map.of(),
                        "DynaSplit-v1")
                .withAbout(DatasetAbout.of(
                        "made up: a documented formula, the Javadoc of SyntheticDataset has it",
                        DatasetAbout.APACHE_2_0));
    }

    private static ConfigurationSpace space() {
        List<Knob> knobs = List.of(
                Knob.splitLayer(LAYERS),
                DynaSplitKnobs.clock(List.of("600", "1000", "1400", "1800")),
                DynaSplitKnobs.edgeAccelerator(List.of("off", "on")),
                DynaSplitKnobs.cloudAccelerator());
        return ConfigurationSpace.of(new SpaceSpec(
                "synthetic",
                knobs,
                List.of(DynaSplitKnobs.offWithoutHead(), DynaSplitKnobs.falseWithoutTail(LAYERS)),
                DynaSplitKnobs.fastest(0, "off", "true"),
                DynaSplitKnobs.fastest(LAYERS, "on", "false")));
    }

    private static Outcome outcome(Configuration configuration) {
        int layer = Integer.parseInt(configuration.value(Knob.SPLIT_LAYER));
        double gigahertz = Integer.parseInt(configuration.value(DynaSplitKnobs.CPU_FREQ_MHZ)) / 1000.0;
        boolean edgeAccelerator =
                configuration.value(DynaSplitKnobs.EDGE_ACCELERATOR).equals("on");
        boolean cloudAccelerator =
                configuration.value(DynaSplitKnobs.CLOUD_ACCELERATOR).equals("true");
        double edgeMillis = 40 * layer / (gigahertz * (edgeAccelerator ? 1.6 : 1));
        double transferMillis = layer == LAYERS ? 0 : 4 + 60.0 / (1 + layer);
        double cloudMillis = 3 * (LAYERS - layer) / (cloudAccelerator ? 3.0 : 1.0);
        double edgeWatts = 1.5 + 1.2 * gigahertz * gigahertz + (edgeAccelerator ? 1.5 : 0);
        return Outcome.builder()
                .latency(LatencyPart.EDGE, edgeMillis, Provenance.MODELLED)
                .latency(LatencyPart.TRANSFER, transferMillis, Provenance.MODELLED)
                .latency(LatencyPart.CLOUD, cloudMillis, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, edgeWatts * edgeMillis / 1000, Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_CPU, 120 * cloudMillis / 1000, Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_GPU, cloudAccelerator ? 60 * cloudMillis / 1000 : 0, Provenance.MODELLED)
                .accuracy(edgeAccelerator && layer > 0 ? 0.69 : 0.70, Provenance.MODELLED)
                .build();
    }

    /** Deadlines of 80 ms and an exponential tail of 150 ms on average. */
    private static List<Request> requests() {
        RandomGenerator random = RandomStreams.of(0).stream("synthetic-deadlines");
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(new Request(i, "synthetic", 0, 80 - 150 * StrictMath.log(1 - random.nextDouble())));
        }
        return requests;
    }
}
