package org.wattsplit.datasets.slimmable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.importer.TableImport;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * The measurements of Slimmable Encoders for Flexible Split DNNs (Assine, Santos Filho, Valle and Levorato, arXiv 2306.12691) on
 * a Raspberry Pi 4: the slimmable network with its width and the channels that it sends as knobs, or a ladder of separate
 * networks, each of which must be loaded. Networks are never joined: a dataset is of one of them.
 */
public final class SlimmableImporter implements DatasetImporter {
    /** The slimmable network; its modes are width and channels, a digit each. */
    static final String SLIMMABLE = "assine2022b";

    private static final String LADDER = "ladder";
    private static final String LINK_MBPS = "link_mbps";
    private static final String WIDTH = "width";
    private static final String CHANNELS = "channels_sent";
    private static final String RUNG = "rung";
    /** There is a part on either side, whatever the mode. */
    private static final String CUT = "1";

    @Override
    public String name() {
        return "slimmable";
    }

    @Override
    public String description() {
        return "slimmable encoders on a Raspberry Pi 4, or a ladder of networks beside them: a folder with rpi4_cpus4.csv";
    }

    @Override
    public Set<String> options() {
        return Set.of(LADDER, LINK_MBPS);
    }

    @Override
    public boolean recognises(Path from) {
        return SlimmableFiles.find(from).isPresent();
    }

    @Override
    public Imported read(Path from, Map<String, String> options) {
        SlimmableFiles files = SlimmableFiles.find(from)
                .orElseThrow(() ->
                        InputException.of(from.toString(), "rpi4_cpus4.csv or a folder with it", "something else"));
        List<SlimmableFiles.Row> all = files.rows();
        Set<String> ladders = new TreeSet<>();
        all.forEach(row -> ladders.add(row.family()));
        ladders.remove(SLIMMABLE);
        String family = SLIMMABLE;
        if (options.containsKey(LADDER)) {
            family = TableImport.choice(LADDER, options, files.table(), ladders);
        }
        String network = family;
        List<SlimmableFiles.Row> rows =
                all.stream().filter(row -> row.family().equals(network)).toList();
        if (rows.isEmpty()) {
            throw InputException.of("column model", SLIMMABLE + "_… in a row at least", "none")
                    .at(files.table().toString(), 0, 0);
        }
        return imported(files, network, rows, link(options));
    }

    private static OptionalDouble link(Map<String, String> options) {
        String given = options.get(LINK_MBPS);
        if (given == null) {
            return OptionalDouble.empty();
        }
        try {
            double mbps = Double.parseDouble(given);
            if (Double.isFinite(mbps) && mbps > 0) {
                return OptionalDouble.of(mbps);
            }
        } catch (NumberFormatException e) {
            // The rule says it.
        }
        throw InputException.of("option " + LINK_MBPS, "a finite number above 0", given);
    }

    private static Imported imported(
            SlimmableFiles files, String network, List<SlimmableFiles.Row> rows, OptionalDouble mbps) {
        boolean slimmable = network.equals(SLIMMABLE);
        Optional<Path> decoded = slimmable ? files.decoded() : Optional.empty();
        Optional<Path> switching = slimmable ? Optional.empty() : files.switching(network);
        @Nullable
        Double decoderMillis = decoded.map(SlimmableFiles::medianDecoder).orElse(null);
        ConfigurationSpace space = space(network, rows);
        List<Measurement> measurements = new ArrayList<>();
        for (SlimmableFiles.Row row : rows) {
            Outcome.Builder outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, row.millis(), Provenance.MEASURED)
                    .accuracy(row.accuracy(), Provenance.MEASURED);
            if (mbps.isPresent()) {
                outcome.latency(
                        LatencyPart.TRANSFER, row.bytes() * 8 / (1000 * mbps.getAsDouble()), Provenance.MODELLED);
            }
            if (decoderMillis != null) {
                outcome.latency(LatencyPart.CLOUD, decoderMillis, Provenance.MODELLED);
            }
            measurements.add(new Measurement(
                    space.configuration(values(row)), outcome.build(), Map.of(Quantity.TRANSFER_BYTES, row.bytes())));
        }
        List<Path> read = new ArrayList<>(List.of(files.table()));
        decoded.ifPresent(read::add);
        switching.ifPresent(read::add);
        TableImport.Table table = new TableImport.Table(
                network,
                space,
                measurements,
                read,
                DatasetAbout.of(
                        "Slimmable Encoders for Flexible Split DNNs (arXiv 2306.12691), jsiloto/adaptive-cod-on-device on"
                                + " GitHub, results: " + network + " on a Raspberry Pi 4 with four threads",
                        "not clear: conflicting statements, for academic use"),
                mbps.isPresent() ? DeviceFacts.NONE.withLink(mbps.getAsDouble(), 0) : DeviceFacts.NONE);
        return TableImport.of(
                table, remarks(slimmable, decoderMillis, switching, mbps), scenario(network, slimmable, switching));
    }

    private static ConfigurationSpace space(String network, List<SlimmableFiles.Row> rows) {
        List<Knob> knobs = new ArrayList<>();
        knobs.add(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of(CUT), false));
        if (network.equals(SLIMMABLE)) {
            knobs.add(new Knob(WIDTH, Knob.Kind.NUMERIC, numbers(rows, row -> row.mode() / 10), false));
            knobs.add(new Knob(CHANNELS, Knob.Kind.NUMERIC, numbers(rows, row -> row.mode() % 10), false));
        } else {
            knobs.add(new Knob(RUNG, Knob.Kind.NUMERIC, numbers(rows, SlimmableFiles.Row::mode), true));
        }
        return ConfigurationSpace.of(new SpaceSpec(network, knobs, List.of(), null, null));
    }

    private static List<String> numbers(List<SlimmableFiles.Row> rows, ToIntFunction<SlimmableFiles.Row> of) {
        return rows.stream()
                .mapToInt(of)
                .sorted()
                .distinct()
                .mapToObj(String::valueOf)
                .toList();
    }

    private static Map<String, String> values(SlimmableFiles.Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Knob.SPLIT_LAYER, CUT);
        if (row.family().equals(SLIMMABLE)) {
            values.put(WIDTH, String.valueOf(row.mode() / 10));
            values.put(CHANNELS, String.valueOf(row.mode() % 10));
        } else {
            values.put(RUNG, String.valueOf(row.mode()));
        }
        return values;
    }

    private static List<String> remarks(
            boolean slimmable, @Nullable Double decoderMillis, Optional<Path> switching, OptionalDouble mbps) {
        List<String> remarks = new ArrayList<>();
        remarks.add("accuracy is mAP / 100 of a whole test set, which is no chance of a right answer");
        remarks.add(
                slimmable
                        ? "width and channels_sent are the two digits of a mode, by what time and bytes follow"
                        : "each rung is another network, which must be loaded: it counts as a hardware knob");
        if (slimmable) {
            remarks.add(
                    decoderMillis == null
                            ? "no latency of the cloud: no file of end-to-end requests lies beside the table"
                            : String.format(
                                    Locale.ROOT,
                                    "latency of the cloud is modelled: the median decoder of the end-to-end requests, %.1f"
                                            + " ms, for every mode",
                                    decoderMillis));
        } else {
            remarks.add("no latency of the cloud: the end-to-end requests are of the slimmable network");
            remarks.add(
                    switching.isPresent()
                            ? "a change of the rung takes the mean of the measured loads and warm-ups"
                            : "no scenario: no file of switching times lies beside the table");
        }
        remarks.add(
                mbps.isPresent()
                        ? "transfer is modelled: the bytes at " + mbps.getAsDouble() + " Mbit/s"
                        : "no transfer: bytes alone are known; option " + LINK_MBPS + " takes them over a link");
        return remarks;
    }

    /** Where there is no energy, costs are shares of missed deadlines and of wrong answers. */
    private static @Nullable Scenario scenario(String network, boolean slimmable, Optional<Path> switching) {
        if (!slimmable && switching.isEmpty()) {
            return null;
        }
        double millis = switching
                .map(file -> SlimmableFiles.switchMillis(file, network))
                .orElse(0.0);
        return new Scenario(
                network.substring(0, 1).toUpperCase(Locale.ROOT) + network.substring(1) + "-v1",
                "mean measured outcomes of " + network
                        + "; a missed deadline and a wrong answer cost 1 J each, as there is no"
                        + " energy; a change of the "
                        + (slimmable ? "mode is free" : "network takes its load and warm-up"),
                "replay",
                Map.of(),
                new TransitionCost(millis, 0),
                new CostWeights(1, 1, 0, 0));
    }
}
