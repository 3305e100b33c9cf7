package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * A measurement table as CSV: a column for each knob, a column for each known part of the outcome
 * ({@code edge_latency_ms}, {@code cloud_gpu_energy_j}, …), optionally {@code accuracy} (0 to 1) and
 * {@code provenance} ({@code measured}, the default, or {@code modelled}). Parts without a column are absent.
 */
public final class MeasurementTableFile {
    private static final String FORMAT = "measurement-table";
    private static final String VERSION = "1";
    private static final String ACCURACY = "accuracy";
    private static final String PROVENANCE = "provenance";

    /** The parts that a measurement can have; the others come about while requests are scheduled. */
    private static final List<LatencyPart> LATENCY = List.of(LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD);

    private static final List<EnergyPart> ENERGY =
            List.of(EnergyPart.EDGE, EnergyPart.RADIO, EnergyPart.CLOUD_CPU, EnergyPart.CLOUD_GPU);

    private MeasurementTableFile() {}

    /** Reads a table of a space; errors name file, line, column, rule and value. */
    public static MeasurementTable read(Path path, ConfigurationSpace space) {
        List<String> knobs = space.knobs().stream().map(Knob::name).toList();
        CsvTable.Head head = CsvTable.head(path);
        Headers.expect(head, FORMAT, VERSION, path);
        Set<String> known = new LinkedHashSet<>(knobs);
        LATENCY.forEach(part -> known.add(part.column()));
        ENERGY.forEach(part -> known.add(part.column()));
        known.addAll(List.of(ACCURACY, PROVENANCE));
        for (String column : head.columns()) {
            if (!known.contains(column)) {
                throw head.unknownColumn(column, known, path);
            }
        }
        List<LatencyPart> latency = LATENCY.stream()
                .filter(part -> head.columns().contains(part.column()))
                .toList();
        List<EnergyPart> energy = ENERGY.stream()
                .filter(part -> head.columns().contains(part.column()))
                .toList();
        if (latency.isEmpty() || energy.isEmpty()) {
            throw InputException.of("the columns", "with a latency part and an energy part at least", head.columns())
                    .at(path.toString(), head.line(), 0);
        }
        List<Measurement> rows = new ArrayList<>();
        CsvTable.read(path, new LinkedHashSet<>(knobs), row -> {
            Provenance provenance = row.has(PROVENANCE) ? provenance(row) : Provenance.MEASURED;
            Outcome.Builder outcome = Outcome.builder();
            latency.forEach(part -> outcome.latency(part, row.nonNegative(part.column()), provenance));
            energy.forEach(part -> outcome.energy(part, row.nonNegative(part.column()), provenance));
            if (row.has(ACCURACY)) {
                double accuracy = row.nonNegative(ACCURACY);
                if (accuracy > 1) {
                    throw row.error(ACCURACY, "between 0 and 1");
                }
                outcome.accuracy(accuracy, provenance);
            }
            rows.add(new Measurement(configuration(row, space), outcome.build()));
        });
        Headers.expectRows(head, rows.size(), path);
        return MeasurementTable.of(space, rows);
    }

    private static Provenance provenance(CsvTable.Row row) {
        return switch (row.text(PROVENANCE)) {
            case "measured" -> Provenance.MEASURED;
            case "modelled" -> Provenance.MODELLED;
            default -> throw row.error(PROVENANCE, "measured or modelled");
        };
    }

    private static Configuration configuration(CsvTable.Row row, ConfigurationSpace space) {
        Map<String, String> values = new TreeMap<>();
        for (Knob knob : space.knobs()) {
            String value = row.text(knob.name());
            if (knob.indexOf(value) < 0) {
                throw row.error(knob.name(), "one of " + knob.values());
            }
            values.put(knob.name(), value);
        }
        try {
            return space.configuration(values);
        } catch (InputException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
    }

    /** Replaces a file with a table whose rows know the same parts, each row's from one source. */
    public static void write(Path path, MeasurementTable table, Producer producer) {
        Outcome first = table.rows().get(0).outcome();
        List<LatencyPart> latency = LATENCY.stream()
                .filter(part -> first.provenance(part) != Provenance.ABSENT)
                .toList();
        List<EnergyPart> energy = ENERGY.stream()
                .filter(part -> first.provenance(part) != Provenance.ABSENT)
                .toList();
        boolean accuracy = first.accuracy().isPresent();
        AtomicFile.write(path, writer -> {
            writer.write(Headers.text(FORMAT, VERSION, table.rows().size(), producer));
            CSVPrinter printer = new CSVPrinter(
                    writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            List<String> columns = new ArrayList<>(
                    table.space().knobs().stream().map(Knob::name).toList());
            latency.forEach(part -> columns.add(part.column()));
            energy.forEach(part -> columns.add(part.column()));
            if (accuracy) {
                columns.add(ACCURACY);
            }
            columns.add(PROVENANCE);
            printer.printRecord(columns);
            for (Measurement row : table.rows()) {
                Outcome outcome = row.outcome();
                List<Object> cells =
                        new ArrayList<>(row.configuration().values().values());
                latency.forEach(part -> cells.add(present(outcome.latencyMillis(part))));
                energy.forEach(part -> cells.add(present(outcome.energyJoules(part))));
                if (accuracy) {
                    cells.add(present(outcome.accuracy()));
                }
                cells.add(common(outcome, columns).name().toLowerCase(Locale.ROOT));
                printer.printRecord(cells);
            }
            printer.flush();
        });
    }

    /** The provenance of all that a row knows: the file has one column for it, and no other column for a part. */
    private static Provenance common(Outcome outcome, List<String> columns) {
        Map<String, Provenance> parts = new TreeMap<>();
        LATENCY.forEach(part -> parts.put(part.column(), outcome.provenance(part)));
        ENERGY.forEach(part -> parts.put(part.column(), outcome.provenance(part)));
        parts.put(ACCURACY, outcome.accuracyProvenance());
        parts.values().removeIf(provenance -> provenance == Provenance.ABSENT);
        Check.that(columns.containsAll(parts.keySet()), "the parts of a row", "those of the first row", parts.keySet());
        Set<Provenance> provenances = EnumSet.copyOf(parts.values());
        Check.that(provenances.size() == 1, "the provenance of a row's parts", "the same for all", parts);
        return provenances.iterator().next();
    }

    private static double present(OptionalDouble value) {
        return value.orElseThrow(() -> new IllegalArgumentException("the rows disagree on which parts are absent"));
    }
}
