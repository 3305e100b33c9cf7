package org.wattsplit.framework.runlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.InputPath;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Guarding;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.Placement;

/** Reads run logs. */
public final class RunLogReader {
    private RunLogReader() {}

    /** The folders below (or at) one that hold a run, in alphabetical order; at least one. */
    public static List<Path> find(Path root) {
        InputPath.requireFolder(root);
        try (Stream<Path> paths = Files.walk(Files.isSymbolicLink(root) ? root.toRealPath() : root, 4)) {
            List<Path> folders = paths.filter(path -> path.endsWith(RunLogWriter.MANIFEST))
                    .map(path -> path.toAbsolutePath().getParent())
                    .sorted()
                    .toList();
            if (folders.isEmpty()) {
                throw InputException.of("the runs", "a folder with a run in it", root)
                        .maybe("run agents into that folder first");
            }
            return folders;
        } catch (UncheckedIOException e) {
            throw Failures.reading(root, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw Failures.reading(root, e);
        }
    }

    /** Reads what a run was, complete or not. */
    public static RunManifest manifest(Path folder) {
        return RunManifest.FILE.readJson(folder.resolve(RunLogWriter.MANIFEST));
    }

    /** Reads a complete run; a cut-off or changed one is an error. */
    public static RunData read(Path folder) {
        RunManifest manifest = manifest(folder);
        List<RunRow> rows = new ArrayList<>(manifest.requests());
        VoidRequests voided = new VoidRequests();
        rows(folder, manifest, row -> {
            rows.add(row(row, manifest, rows));
            voided.add(row);
        });
        return RunData.of(manifest, rows, folder, voided.rows());
    }

    /**
     * Reads the requests of a complete run with their configurations and parts, without those that are void; a cut-off or changed
     * one is an error.
     */
    public static List<ServedRow> served(Path folder, ConfigurationSpace space) {
        RunManifest manifest = manifest(folder);
        List<String> knobs = space.knobs().stream().map(Knob::name).toList();
        if (!knobs.equals(manifest.knobs())) {
            throw InputException.of("the run's knobs", "those of " + space.name() + ", " + knobs, manifest.knobs())
                    .at(folder.resolve(RunLogWriter.MANIFEST).toString(), 0, 0);
        }
        List<ServedRow> rows = new ArrayList<>(manifest.requests());
        VoidRequests voided = new VoidRequests();
        rows(folder, manifest, row -> {
            rows.add(servedRow(row, space, manifest.weights()));
            voided.add(row);
        });
        return IntStream.range(0, rows.size())
                .filter(row -> !voided.contains(row))
                .mapToObj(rows::get)
                .toList();
    }

    private static void rows(Path folder, RunManifest manifest, Consumer<CsvTable.Row> each) {
        if (!manifest.complete()) {
            throw InputException.of("the run", "complete", "one that was cut off")
                    .at(folder.resolve(RunLogWriter.MANIFEST).toString(), 0, 0)
                    .maybe("resume it with the plan that it was begun with");
        }
        Path requests = folder.resolve(RunLogWriter.REQUESTS);
        int[] count = new int[1];
        CsvTable.read(requests, RunLogColumns.required(manifest), row -> {
            each.accept(row);
            count[0]++;
        });
        if (count[0] != manifest.requests()) {
            throw InputException.of("the rows", manifest.requests() + ", as run.json says", count[0])
                    .at(requests.toString(), 0, 0)
                    .maybe("the run was cut off; evaluate again and resume it");
        }
    }

    private static ServedRow servedRow(CsvTable.Row row, ConfigurationSpace space, CostWeights weights) {
        Map<String, String> values = new TreeMap<>();
        space.knobs().forEach(knob -> values.put(knob.name(), row.text(knob.name())));
        Outcome.Builder outcome = Outcome.builder();
        for (LatencyPart part : LatencyPart.values()) {
            Provenance from = choice(row, RunLogColumns.provenance(part.column()), Provenance.class);
            if (from != Provenance.ABSENT) {
                outcome.latency(part, row.nonNegative(part.column()), from);
            }
        }
        for (EnergyPart part : EnergyPart.values()) {
            Provenance from = choice(row, RunLogColumns.provenance(part.column()), Provenance.class);
            if (from != Provenance.ABSENT) {
                outcome.energy(part, row.nonNegative(part.column()), from);
            }
        }
        Provenance accuracyFrom = choice(row, RunLogColumns.provenance(RunLogColumns.ACCURACY), Provenance.class);
        try {
            if (accuracyFrom != Provenance.ABSENT) {
                outcome.accuracy(row.nonNegative(RunLogColumns.ACCURACY), accuracyFrom);
            }
            outcome.guarding(new Guarding(row.text(RunLogColumns.GUARD_STATE), row.text(RunLogColumns.FALLBACK)));
        } catch (IllegalArgumentException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
        Configuration configuration;
        try {
            configuration = space.configuration(values);
        } catch (InputException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
        return new ServedRow(configuration, row.positive(RunLogColumns.DEADLINE), outcome.build(), weights);
    }

    private static RunRow row(CsvTable.Row row, RunManifest manifest, List<RunRow> before) {
        Map<EnergyPart, Double> parts = new EnumMap<>(EnergyPart.class);
        Map<EnergyPart, Provenance> provenance = new EnumMap<>(EnergyPart.class);
        for (EnergyPart part : EnergyPart.values()) {
            Provenance from = choice(row, RunLogColumns.provenance(part.column()), Provenance.class);
            provenance.put(part, from);
            if (from != Provenance.ABSENT) {
                parts.put(part, row.nonNegative(part.column()));
            }
        }
        return new RunRow(
                row.integer(RunLogColumns.REQUEST_ID),
                known(row.text(RunLogColumns.MODEL), before),
                row.nonNegative(RunLogColumns.ARRIVAL),
                manifest.knobs().contains(Knob.BATCH) ? (int) row.positive(Knob.BATCH) : 1,
                row.positive(RunLogColumns.DEADLINE),
                row.nonNegative(RunLogColumns.LATENCY),
                row.text(RunLogColumns.ENERGY).isEmpty()
                        ? parts.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        : row.nonNegative(RunLogColumns.ENERGY),
                row.text(RunLogColumns.ACCURACY).isEmpty() ? Double.NaN : row.nonNegative(RunLogColumns.ACCURACY),
                bool(row, RunLogColumns.MISSED),
                choice(row, RunLogColumns.PLACEMENT, Placement.class),
                row.integer(RunLogColumns.SETTING_BEFORE) != row.integer(RunLogColumns.SETTING_AFTER),
                RunData.setting(manifest.hardwareKnobs(), row::text),
                parts,
                RunData.shared(before, provenance));
    }

    /** Rows share the name, as they share their provenance. */
    private static String known(String network, List<RunRow> before) {
        if (before.isEmpty()) {
            return network;
        }
        String last = before.get(before.size() - 1).network();
        return last.equals(network) ? last : network.intern();
    }

    private static boolean bool(CsvTable.Row row, String column) {
        return switch (row.text(column)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw row.error(column, "true or false");
        };
    }

    private static <E extends Enum<E>> E choice(CsvTable.Row row, String column, Class<E> type) {
        String text = row.text(column);
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text) && text.equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw row.error(
                column, "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }
}
