package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * A measurement table as CSV: a column for each knob, a column for each known part of the outcome
 * ({@code edge_latency_ms}, {@code cloud_gpu_energy_j}, …), optionally {@code accuracy} (0 to 1) and
 * {@code provenance} ({@code measured}, the default, or {@code modelled}), a column for each {@link Quantity} that is known, and for a part whose provenance is another a column
 * of its own ({@code edge_energy_provenance}). Parts without a column are absent; columns whose names begin with {@code note} are
 * comments.
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

    private static final List<Quantity> QUANTITIES = List.of(Quantity.values());

    private MeasurementTableFile() {}

    /** Reads a table of a space; errors name file, line, column, rule and value. */
    public static MeasurementTable read(Path path, ConfigurationSpace space) {
        List<String> knobs = space.knobs().stream().map(Knob::name).toList();
        CsvTable.Head head = CsvTable.head(path);
        Headers.expect(head, FORMAT, VERSION, path);
        Set<String> known = new LinkedHashSet<>(knobs);
        LATENCY.forEach(part -> known.add(part.column()));
        ENERGY.forEach(part -> known.add(part.column()));
        known.add(ACCURACY);
        parts().forEach(column -> known.add(own(column)));
        known.add(PROVENANCE);
        QUANTITIES.forEach(quantity -> known.add(quantity.column()));
        head.requireKnown(known, path);
        List<LatencyPart> latency = LATENCY.stream()
                .filter(part -> head.columns().contains(part.column()))
                .toList();
        List<EnergyPart> energy = ENERGY.stream()
                .filter(part -> head.columns().contains(part.column()))
                .toList();
        if (latency.isEmpty()) {
            throw InputException.of("the columns", "some of which one is a latency", head.columns())
                    .at(path.toString(), head.line(), 0);
        }
        List<Measurement> rows = new ArrayList<>();
        CsvTable.read(path, new LinkedHashSet<>(knobs), row -> {
            Outcome.Builder outcome = Outcome.builder();
            latency.forEach(
                    part -> outcome.latency(part, row.nonNegative(part.column()), provenance(row, part.column())));
            energy.forEach(
                    part -> outcome.energy(part, row.nonNegative(part.column()), provenance(row, part.column())));
            if (row.has(ACCURACY)) {
                double accuracy = row.nonNegative(ACCURACY);
                if (accuracy > 1) {
                    throw row.error(ACCURACY, "between 0 and 1");
                }
                outcome.accuracy(accuracy, provenance(row, ACCURACY));
            }
            Map<Quantity, Double> quantities = new EnumMap<>(Quantity.class);
            for (Quantity quantity : QUANTITIES) {
                if (row.has(quantity.column())) {
                    quantities.put(quantity, row.nonNegative(quantity.column()));
                }
            }
            rows.add(new Measurement(configuration(row, space), outcome.build(), quantities));
        });
        Headers.expectRows(head, rows.size(), path);
        return MeasurementTable.of(space, rows);
    }

    /** The columns of all parts. */
    private static List<String> parts() {
        List<String> columns = new ArrayList<>();
        LATENCY.forEach(part -> columns.add(part.column()));
        ENERGY.forEach(part -> columns.add(part.column()));
        columns.add(ACCURACY);
        return columns;
    }

    /** The column of a part's own provenance: the part's name without its unit. */
    private static String own(String column) {
        return column.replaceFirst("_(ms|j)$", "") + "_" + PROVENANCE;
    }

    private static Provenance provenance(CsvTable.Row row, String column) {
        String own = own(column);
        String from = row.has(own) ? own : PROVENANCE;
        if (!row.has(from)) {
            return Provenance.MEASURED;
        }
        return switch (row.text(from)) {
            case "measured" -> Provenance.MEASURED;
            case "modelled" -> Provenance.MODELLED;
            default -> throw row.error(from, "measured or modelled");
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

    /** Replaces a file with a table whose rows know the same parts. */
    public static void write(Path path, MeasurementTable table, Producer producer) {
        Outcome first = table.rows().get(0).outcome();
        Set<String> parts = OutcomeParts.of(first).keySet();
        Check.that(parts().containsAll(parts), "the parts of a row", "some of " + parts(), parts);
        Provenance usual = first.provenance(LATENCY.stream()
                .filter(part -> first.provenance(part) != Provenance.ABSENT)
                .findFirst()
                .orElseThrow());
        List<String> others = parts.stream()
                .filter(part -> table.rows().stream()
                        .map(row -> OutcomeParts.of(row.outcome()).get(part))
                        .anyMatch(one -> one != null && one.provenance() != usual))
                .toList();
        AtomicFile.write(path, writer -> {
            writer.write(Headers.text(FORMAT, VERSION, table.rows().size(), producer));
            CSVPrinter printer = new CSVPrinter(
                    writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            List<String> columns = new ArrayList<>(
                    table.space().knobs().stream().map(Knob::name).toList());
            columns.addAll(parts);
            columns.add(PROVENANCE);
            Set<Quantity> quantities = table.rows().get(0).quantities().keySet();
            quantities.forEach(quantity -> columns.add(quantity.column()));
            others.forEach(part -> columns.add(own(part)));
            printer.printRecord(columns);
            for (Measurement row : table.rows()) {
                Map<String, OutcomeParts.Part> values = OutcomeParts.of(row.outcome());
                Check.that(
                        values.keySet().equals(parts),
                        "the parts of a row",
                        "those of the first row, " + parts,
                        values.keySet());
                List<Object> cells =
                        new ArrayList<>(row.configuration().values().values());
                values.values().forEach(part -> cells.add(part.value()));
                cells.add(label(usual));
                Check.that(
                        row.quantities().keySet().equals(quantities),
                        "the quantities of a row",
                        "those of the first row, " + quantities,
                        row.quantities().keySet());
                cells.addAll(row.quantities().values());
                others.forEach(part ->
                        cells.add(label(Objects.requireNonNull(values.get(part)).provenance())));
                printer.printRecord(cells);
            }
            printer.flush();
        });
    }

    private static String label(Provenance provenance) {
        return provenance.name().toLowerCase(Locale.ROOT);
    }
}
