package org.wattsplit.datasets.splitrl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.importer.TableImport;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * A lookup table of SplitRL: seconds of the head, the tail and the transfer of a batch of 8 for each cut of a network. One
 * dataset is one network between one pair of devices, which the file's name tells.
 */
public final class SplitRlTables implements DatasetImporter {
    private static final String MODEL = "Model name";
    private static final String CUT = "Split point";
    private static final String HEAD_S = "Partition 1 exec time (s)";
    private static final String TAIL_S = "Partition 2 exec time (s)";
    private static final String TRANSFER_S = "Network Transfer Time (s)";
    private static final String TABLE = "lookup_table";
    private static final List<String> PAIRS = List.of("pi_to_pi", "pi_to_gpu");

    private record Row(String model, long cut, Outcome outcome) {}

    @Override
    public String name() {
        return "splitrl";
    }

    @Override
    public String description() {
        return "SplitRL's lookup tables of six networks, a file …_pi_to_pi.csv or …_pi_to_GPU.csv (latency, batch of 8)";
    }

    @Override
    public Set<String> options() {
        return Set.of(NETWORK);
    }

    @Override
    public boolean recognises(Path from) {
        String name = file(from);
        return Files.isRegularFile(from)
                && name.contains(TABLE)
                && PAIRS.stream().anyMatch(pair -> name.endsWith(pair + ".csv"));
    }

    private static String file(Path from) {
        return Objects.toString(from.getFileName(), "").toLowerCase(Locale.ROOT);
    }

    @Override
    public Imported read(Path from, Map<String, String> options) {
        String pair = PAIRS.stream()
                .filter(one -> file(from).endsWith(one + ".csv"))
                .findFirst()
                .orElseThrow(() -> InputException.of(
                        "the file's name", "one that ends with _pi_to_pi.csv or _pi_to_GPU.csv", from));
        List<Row> all = rows(from);
        Set<String> networks = new TreeSet<>();
        all.forEach(row -> networks.add(row.model()));
        String network = TableImport.choice(NETWORK, options, from, networks);
        List<Row> mine = all.stream().filter(row -> row.model().equals(network)).toList();
        ConfigurationSpace space = space(network, mine);
        List<Measurement> rows = mine.stream()
                .map(row -> new Measurement(
                        space.configuration(Map.of(Knob.SPLIT_LAYER, String.valueOf(row.cut()))), row.outcome()))
                .toList();
        TableImport.Table table = new TableImport.Table(
                "splitrl-" + network.toLowerCase(Locale.ROOT) + "-" + pair.replace('_', '-'),
                space,
                rows,
                List.of(from),
                DatasetAbout.of(
                        "SplitRL, riwaj666/SplitRL_V1 on GitHub, data/lookup_table: " + network + ", "
                                + pair.replace('_', ' '),
                        "its README says MIT; there is no licence file"),
                DeviceFacts.NONE);
        return TableImport.of(
                table,
                List.of(
                        "a request is a batch of 8: its latency is that of all of them",
                        "latency only, and every cut leaves something to both: replay it, or let the cloud's load move"),
                null);
    }

    private static List<Row> rows(Path file) {
        List<Row> rows = new ArrayList<>();
        CsvTable.read(file, Set.of(MODEL, CUT, HEAD_S, TAIL_S, TRANSFER_S), row -> {
            if (row.text(MODEL).isBlank()) {
                throw row.error(MODEL, "a network's name");
            }
            if (row.integer(CUT) < 1) {
                throw row.error(CUT, "a whole number of at least 1");
            }
            Outcome outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, 1000 * row.nonNegative(HEAD_S), Provenance.MEASURED)
                    .latency(LatencyPart.TRANSFER, 1000 * row.nonNegative(TRANSFER_S), Provenance.MEASURED)
                    .latency(LatencyPart.CLOUD, 1000 * row.nonNegative(TAIL_S), Provenance.MEASURED)
                    .build();
            rows.add(new Row(row.text(MODEL), row.integer(CUT), outcome));
        });
        return rows;
    }

    private static ConfigurationSpace space(String network, List<Row> rows) {
        List<String> cuts = rows.stream()
                .mapToLong(Row::cut)
                .sorted()
                .distinct()
                .mapToObj(String::valueOf)
                .toList();
        return ConfigurationSpace.of(new SpaceSpec(
                network, List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, cuts, false)), List.of(), null, null));
    }
}
