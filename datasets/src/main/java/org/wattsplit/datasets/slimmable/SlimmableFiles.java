package org.wattsplit.datasets.slimmable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;

/**
 * The published files, under their own names or with {@value #PREFIX} before them.
 *
 * @param table {@value #TABLE}
 */
record SlimmableFiles(Path table) {
    private static final String PREFIX = "slimmable_";
    private static final String TABLE = "rpi4_cpus4.csv";
    private static final String DECODED = "output_distance_5_deadline_600.jsonl";

    private static final String MODEL = "model";
    private static final String MILLIS = "ms";
    /** Holds bytes, whatever its name says. */
    private static final String BYTES = "KB";

    private static final String MAP = "mAP";

    /**
     * A row of the table.
     *
     * @param family what the name begins with: one slimmable network, or a ladder of separate ones
     * @param mode what follows in the name
     */
    record Row(String family, int mode, double millis, double bytes, double accuracy) {}

    /** The files of a folder, or beside a table; empty where there is no table. */
    static Optional<SlimmableFiles> find(Path from) {
        if (Files.isRegularFile(from)) {
            String name = Objects.toString(from.getFileName(), "");
            return name.endsWith(TABLE) ? Optional.of(new SlimmableFiles(from)) : Optional.empty();
        }
        return beside(from.resolve(TABLE), TABLE).map(SlimmableFiles::new);
    }

    private static Optional<Path> beside(Path other, String name) {
        return Stream.of(other.resolveSibling(PREFIX + name), other.resolveSibling(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Optional<Path> beside(String name) {
        return beside(table, name);
    }

    /** What was measured of requests from end to end; may be missing. */
    Optional<Path> decoded() {
        return beside(DECODED);
    }

    /** How long switches of a ladder take; may be missing. */
    Optional<Path> switching(String ladder) {
        return beside("switching_" + ladder + ".json").or(() -> beside("switching_result_" + ladder + ".json"));
    }

    /** The rows of the table, of all families. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        CsvTable.read(table, Set.of(MODEL, MILLIS, BYTES, MAP), row -> {
            String name = row.text(MODEL);
            if (!name.matches("[a-z0-9]+_[0-9]{1,4}")) {
                throw row.error(MODEL, "a network and its mode, such as lee2021_3");
            }
            int mode = Integer.parseInt(name.substring(name.indexOf('_') + 1));
            String family = name.substring(0, name.indexOf('_'));
            if (family.equals(SlimmableImporter.SLIMMABLE)
                    && !String.valueOf(mode).matches("[1-4][1-4]")) {
                throw row.error(MODEL, family + " with a width and channels of 1 to 4 each, such as _23");
            }
            if (row.nonNegative(MAP) > 100) {
                throw row.error(MAP, "between 0 and 100");
            }
            rows.add(new Row(family, mode, row.positive(MILLIS), row.nonNegative(BYTES), row.nonNegative(MAP) / 100));
        });
        return rows;
    }

    /** The median time of a decoder in ms, of every request of a file. */
    static double medianDecoder(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw Failures.reading(file, e);
        }
        if (lines.isEmpty()) {
            throw InputException.of("the file", "a line of JSON at least", "empty")
                    .at(file.toString(), 0, 0);
        }
        double[] millis = new double[lines.size()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = Documents.readJsonLine(lines.get(i), file.toString(), i + 1L, EndToEnd.class)
                    .decoderTime();
        }
        Arrays.sort(millis);
        return (millis[(millis.length - 1) / 2] + millis[millis.length / 2]) / 2;
    }

    /** How long switches take, of a ladder that must be that one. */
    static double switchMillis(Path file, String ladder) {
        SwitchingFile switching = Documents.readJson(file, SwitchingFile.class);
        for (SwitchingFile.Load one : switching.lists()) {
            if (!one.name().equals(ladder)) {
                throw InputException.of("lists: name", ladder, one.name()).at(file.toString(), 0, 0);
            }
        }
        return switching.meanMillis();
    }
}
