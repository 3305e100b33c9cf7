package org.wattsplit.datasets.mlperftiny;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.importer.TableImport;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * A table derived from MLCommons' tiny results, of which the Syntiant NDP9120 is read: one task at its operating points, a
 * voltage and a clock each. Its latency is 1 / throughput of the performance mode, its energy that of the energy mode. Of
 * several rounds of the benchmark the latest counts, as earlier results were submitted again.
 */
public final class MlPerfTinyTable implements DatasetImporter {
    private static final String ROUND = "round";
    private static final String SYSTEM = "system";
    private static final String MODEL = "model";
    private static final String THROUGHPUT = "throughput_perf_mode_per_s";
    private static final String ENERGY_UJ = "energy_uj_per_inference";

    private static final String TASK = "task";
    /** Not the streaming wake word: the energy of a run of twenty minutes is not that of a request. */
    private static final List<String> TASKS = List.of("ic", "kws", "vww", "ad");

    private static final String NDP9120 = "syntiant_9120_";
    private static final String OPERATING_POINT = "operating_point";

    /** What is measured at an operating point, in the latest round so far. */
    private record Point(String round, Outcome outcome) {}

    @Override
    public String name() {
        return "mlperf-tiny";
    }

    @Override
    public String description() {
        return "MLCommons' tiny results of the Syntiant NDP9120, a file mlperf_tiny_energy.csv (edge only)";
    }

    @Override
    public Set<String> options() {
        return Set.of(TASK);
    }

    @Override
    public boolean recognises(Path from) {
        return Files.isRegularFile(from) && TableImport.isNamed(from, List.of("mlperf_tiny_energy.csv"));
    }

    @Override
    public Imported read(Path from, Map<String, String> options) {
        Map<String, Map<String, Point>> byTask = points(from);
        if (byTask.isEmpty()) {
            throw InputException.of("column " + SYSTEM, NDP9120 + "… in a row at least", "none")
                    .at(from.toString(), 0, 0);
        }
        String task = TableImport.choice(TASK, options, from, byTask.keySet());
        Map<String, Point> points = byTask.getOrDefault(task, Map.of());
        ConfigurationSpace space = space(task, points);
        List<Measurement> rows = new ArrayList<>();
        Set<String> rounds = new TreeSet<>();
        points.forEach((name, point) -> {
            rows.add(new Measurement(space.configuration(values(name)), point.outcome()));
            rounds.add(point.round());
        });
        TableImport.Table table = new TableImport.Table(
                "mlperf-tiny-" + task,
                space,
                rows,
                List.of(from),
                DatasetAbout.of(
                        "derived from MLCommons' tiny results, Apache-2.0; not verified by MLCommons: round "
                                + String.join(", ", rounds) + ", closed division, Syntiant NDP9120, task " + task,
                        DatasetAbout.APACHE_2_0),
                DeviceFacts.NONE);
        return TableImport.of(
                table,
                List.of(
                        "edge only: no cloud, no link, no accuracy",
                        "what a change of the operating point takes was not measured: it is free unless you say so"),
                null);
    }

    /** The operating points of the device by task, both ascending. */
    private static Map<String, Map<String, Point>> points(Path file) {
        Map<String, Map<String, Point>> points = new TreeMap<>();
        CsvTable.read(file, Set.of(ROUND, SYSTEM, MODEL, THROUGHPUT, ENERGY_UJ), row -> {
            if (!row.text(ROUND).matches("v[0-9]{1,3}\\.[0-9]{1,3}")) {
                throw row.error(ROUND, "a round such as v1.3");
            }
            String system = row.text(SYSTEM);
            if (!system.startsWith(NDP9120) || !TASKS.contains(row.text(MODEL))) {
                return;
            }
            String point = system.substring(NDP9120.length());
            if (!point.matches("[0-9]v[0-9]_[0-9]+mhz")) {
                throw row.error(SYSTEM, NDP9120 + " with voltage and clock, such as 0v9_30mhz");
            }
            Outcome outcome = Outcome.builder()
                    .latency(LatencyPart.EDGE, 1000 / row.positive(THROUGHPUT), Provenance.MEASURED)
                    .energy(EnergyPart.EDGE, row.positive(ENERGY_UJ) * 1e-6, Provenance.MEASURED)
                    .build();
            points.computeIfAbsent(row.text(MODEL), task -> new TreeMap<>())
                    .merge(
                            point,
                            new Point(row.text(ROUND), outcome),
                            (one, other) -> number(other.round()) >= number(one.round()) ? other : one);
        });
        return points;
    }

    /** Rounds in their order: v1.10 comes after v1.9. */
    private static int number(String round) {
        int dot = round.indexOf('.');
        return 1000 * Integer.parseInt(round.substring(1, dot)) + Integer.parseInt(round.substring(dot + 1));
    }

    /** Everything on the edge is at the highest voltage and clock. */
    private static ConfigurationSpace space(String task, Map<String, Point> points) {
        List<String> names = List.copyOf(points.keySet());
        return ConfigurationSpace.of(new SpaceSpec(
                task,
                List.of(
                        new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("1"), false),
                        new Knob(OPERATING_POINT, Knob.Kind.CATEGORICAL, names, true)),
                List.of(),
                null,
                values(names.get(names.size() - 1))));
    }

    private static Map<String, String> values(String point) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Knob.SPLIT_LAYER, "1");
        values.put(OPERATING_POINT, point);
        return values;
    }
}
