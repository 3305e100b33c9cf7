package org.wattsplit.framework.file;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * Reads a CSV file with a header row. Lines before it that begin with {@code #} are comments of the form
 * {@code # key: value}. Errors name file, line, column, rule and value. A line may have {@value #MAX_LINE} characters;
 * the last one must be ended, since a file that was cut off looks like that.
 */
public final class CsvTable {
    /** The longest line that is read, in characters. */
    public static final int MAX_LINE = 1 << 20;

    private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\t]");

    /** How the name of a column begins that is a comment. */
    private static final String NOTE = "note";

    /** A number as it is written in many languages; not read, as it might as well be two cells or 12,500. */
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+(?:[eE][+-]?[0-9]+)?");

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .get();

    private CsvTable() {}

    /**
     * What stands before a table's first row.
     *
     * @param comments values of comment lines by their key
     * @param commentLines the line of each, from 1
     * @param columns the columns in order
     * @param line the line of the columns, from 1
     */
    public record Head(
            Map<String, String> comments, Map<String, Integer> commentLines, List<String> columns, long line) {
        public Head {
            comments = Collections.unmodifiableMap(new LinkedHashMap<>(comments));
            commentLines = Collections.unmodifiableMap(new LinkedHashMap<>(commentLines));
            columns = List.copyOf(columns);
        }

        /**
         * Throws where a column is none of the known ones, at its place. A column whose name begins with {@value #NOTE} is a
         * comment that nobody reads.
         */
        public void requireKnown(Collection<String> known, Path path) {
            for (String column : columns) {
                if (!known.contains(column) && !isNote(column)) {
                    throw InputException.unknown("a column", column, known)
                            .at(path.toString(), line, columns.indexOf(column) + 1);
                }
            }
        }
    }

    /** One row: cells by column name, and the place for errors. */
    public static final class Row {
        private final String source;
        private final long line;
        private final Map<String, Integer> positions;
        private final Set<String> required;
        private final CSVRecord cells;

        private Row(String source, long line, Map<String, Integer> positions, Set<String> required, CSVRecord cells) {
            this.source = source;
            this.line = line;
            this.positions = positions;
            this.required = required;
            this.cells = cells;
        }

        /** The line where the row begins, from 1. */
        public long line() {
            return line;
        }

        /** Whether the table has that column. */
        public boolean has(String column) {
            return positions.containsKey(column);
        }

        /** The text of a cell; the column must exist. */
        public String text(String column) {
            Integer position = positions.get(column);
            if (position == null) {
                throw new IllegalArgumentException("no column " + column);
            }
            return cells.get(position).strip();
        }

        /** A cell's finite number. */
        public double number(String column) {
            double value;
            try {
                value = Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw noNumber(column, "a finite number");
            }
            if (!Double.isFinite(value)) {
                throw error(column, "a finite number");
            }
            return value;
        }

        /** A cell's finite number of at least 0. */
        public double nonNegative(String column) {
            double value = number(column);
            if (value < 0) {
                throw error(column, "a number of at least 0");
            }
            return value;
        }

        /** A cell's finite number above 0. */
        public double positive(String column) {
            double value = number(column);
            if (value <= 0) {
                throw error(column, "a number above 0");
            }
            return value;
        }

        /** A cell's whole number. */
        public long integer(String column) {
            try {
                return Long.parseLong(text(column));
            } catch (NumberFormatException e) {
                throw noNumber(column, "a whole number");
            }
        }

        private InputException noNumber(String column, String rule) {
            String text = text(column);
            return DECIMAL_COMMA.matcher(text).matches()
                    ? error(column, rule)
                            .maybe("it has a decimal comma, which is not read: write " + text.replace(',', '.'))
                    : error(column, rule);
        }

        /** The error of a cell that breaks a rule. */
        public InputException error(String column, String rule) {
            Integer position = positions.get(column);
            boolean empty = text(column).isEmpty();
            InputException error = InputException.of(column, rule, empty ? "an empty cell" : '"' + text(column) + '"')
                    .at(source, line, position == null ? 0 : position + 1);
            return empty && !required.contains(column)
                    ? error.maybe("leave the column out: where there is one, every row has a value")
                    : error;
        }

        /** The error of a whole row. */
        public InputException error(String message) {
            return new InputException(message).at(source, line, 0);
        }
    }

    /** Whether a column of that name is a comment, which nobody reads. */
    public static boolean isNote(String column) {
        return column.startsWith(NOTE);
    }

    /** Reads a file's comments and columns only. */
    public static Head head(Path path) {
        return read(path, Set.of(), row -> {}, true);
    }

    /**
     * Reads a file row by row.
     *
     * @param required columns that must be there
     * @param each called for every row, in order
     */
    public static Head read(Path path, Set<String> required, Consumer<Row> each) {
        return read(path, required, each, false);
    }

    private static Head read(Path path, Set<String> required, Consumer<Row> each, boolean headOnly) {
        String source = path.toString();
        InputPath.requireFile(path);
        try (Reader reader = new BoundedLines(Encoding.open(path));
                CSVParser parser = FORMAT.parse(reader)) {
            Map<String, String> comments = new LinkedHashMap<>();
            Map<String, Integer> commentLines = new LinkedHashMap<>();
            Map<String, Integer> positions = new LinkedHashMap<>();
            boolean any = false;
            long line = 1;
            long headLine = 0;
            for (CSVRecord cells : parser) {
                if (positions.isEmpty()) {
                    comments(cells.getComment(), comments, commentLines);
                    headLine = parser.getCurrentLineNumber();
                    positions.putAll(positions(cells, required, source, headLine));
                    if (headOnly) {
                        return new Head(comments, commentLines, new ArrayList<>(positions.keySet()), headLine);
                    }
                } else {
                    any = true;
                    requireWidth(cells, positions.size(), source, line);
                    each.accept(new Row(source, line, positions, required, cells));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (positions.isEmpty() || !any) {
                throw InputException.of("the table", "a header and at least one row", "none")
                        .at(source, 0, 0);
            }
            return new Head(comments, commentLines, new ArrayList<>(positions.keySet()), headLine);
        } catch (UncheckedIOException | IOException e) {
            throw failed(path, e);
        }
    }

    private static RuntimeException failed(Path path, Exception e) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (hasCause(e, CharacterCodingException.class)) {
            return Encoding.error(path);
        }
        if (cause instanceof BoundedLines.BadLine bad) {
            return new InputException(String.valueOf(bad.getMessage()), e).at(path.toString(), bad.line(), 0);
        }
        if (cause instanceof CSVException) {
            return new InputException(String.valueOf(cause.getMessage()), e).at(path.toString(), 0, 0);
        }
        return cause instanceof IOException io ? Failures.reading(path, io) : new IllegalStateException(e);
    }

    private static void requireWidth(CSVRecord cells, int width, String source, long line) {
        if (cells.size() != width) {
            InputException error = InputException.of("the row", width + " cells wide", cells.size() + " cells")
                    .at(source, line, 0);
            throw cells.size() < width
                    ? error
                    : error.maybe("a comma stands within a cell: decimal commas are not read, write 12.5 and not 12,5");
        }
    }

    private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static void comments(@Nullable String text, Map<String, String> comments, Map<String, Integer> lines) {
        if (text == null) {
            return;
        }
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int colon = line.indexOf(':');
            if (colon > 0) {
                String key = line.substring(0, colon).strip();
                comments.put(key, line.substring(colon + 1).strip());
                lines.put(key, number);
            }
        }
    }

    private static Map<String, Integer> positions(CSVRecord cells, Set<String> required, String source, long line) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = cells.get(i).strip();
            if (cells.size() == 1 && OTHER_SEPARATOR.matcher(name).find()) {
                throw InputException.of("the columns", "separated by commas", '"' + name + '"')
                        .at(source, line, 0)
                        .maybe("a spreadsheet separated them by semicolons or tabs: save the file with commas between"
                                + " cells and points in numbers, 12.5 and not 12,5");
            }
            if (positions.put(name, i) != null) {
                throw InputException.of("the columns", "named once each", '"' + name + "\" twice")
                        .at(source, line, i + 1);
            }
        }
        Set<String> missing = new LinkedHashSet<>(required);
        missing.removeAll(positions.keySet());
        if (!missing.isEmpty()) {
            throw new InputException("Missing column: " + String.join(", ", missing)).at(source, line, 0);
        }
        return positions;
    }
}
