package org.wattsplit.framework.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

        /** The error of an unknown column, at its place. */
        public InputException unknownColumn(String column, Collection<String> known, Path path) {
            return InputException.unknown("a column", column, known)
                    .at(path.toString(), line, columns.indexOf(column) + 1);
        }
    }

    /** One row: cells by column name, and the place for errors. */
    public static final class Row {
        private final String source;
        private final long line;
        private final Map<String, Integer> positions;
        private final CSVRecord cells;

        private Row(String source, long line, Map<String, Integer> positions, CSVRecord cells) {
            this.source = source;
            this.line = line;
            this.positions = positions;
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
                throw error(column, "a finite number");
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
                throw error(column, "a whole number");
            }
        }

        /** The error of a cell that breaks a rule. */
        public InputException error(String column, String rule) {
            Integer position = positions.get(column);
            return InputException.of(column, rule, '"' + text(column) + '"')
                    .at(source, line, position == null ? 0 : position + 1);
        }

        /** The error of a whole row. */
        public InputException error(String message) {
            return new InputException(message).at(source, line, 0);
        }
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
        if (!Files.isRegularFile(path)) {
            throw InputException.notFound("File", path);
        }
        try (Reader reader = new BoundedLines(Files.newBufferedReader(path, StandardCharsets.UTF_8));
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
                    if (cells.size() != positions.size()) {
                        throw InputException.of("the row", positions.size() + " cells wide", cells.size() + " cells")
                                .at(source, line, 0);
                    }
                    each.accept(new Row(source, line, positions, cells));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (positions.isEmpty() || !any) {
                throw InputException.of("the table", "a header and at least one row", "none")
                        .at(source, 0, 0);
            }
            return new Head(comments, commentLines, new ArrayList<>(positions.keySet()), headLine);
        } catch (UncheckedIOException | IOException e) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            if (hasCause(e, CharacterCodingException.class)) {
                throw new InputException("Expected the file to be UTF-8 text, given other bytes", e).at(source, 0, 0);
            }
            if (cause instanceof BoundedLines.BadLine bad) {
                throw new InputException(String.valueOf(bad.getMessage()), e).at(source, bad.line, 0);
            }
            if (cause instanceof CSVException) {
                throw new InputException(String.valueOf(cause.getMessage()), e).at(source, 0, 0);
            }
            throw new UncheckedIOException(
                    "Cannot read " + path + ": " + e.getMessage(), cause instanceof IOException io ? io : null);
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
            if (i == 0 && name.startsWith("\uFEFF")) {
                name = name.substring(1);
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

    /** Stops at a line that no table of ours could have, before it fills the memory, and at one that was cut off. */
    private static final class BoundedLines extends FilterReader {
        private int length;
        private long line = 1;

        BoundedLines(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            if (c >= 0) {
                count((char) c);
            } else {
                end();
            }
            return c;
        }

        @Override
        public int read(char[] buffer, int offset, int count) throws IOException {
            int n = super.read(buffer, offset, count);
            for (int i = 0; i < n; i++) {
                count(buffer[offset + i]);
            }
            if (n < 0) {
                end();
            }
            return n;
        }

        private void count(char c) throws BadLine {
            if (c == '\n') {
                length = 0;
                line++;
                return;
            }
            length++;
            if (length > MAX_LINE) {
                throw new BadLine(
                        "Expected every line to be at most " + MAX_LINE + " characters, given a longer one", line);
            }
        }

        private void end() throws BadLine {
            if (length > 0) {
                throw new BadLine(
                        "Expected the last line to end with a line feed, given none" + System.lineSeparator()
                                + "Maybe the file was cut off; if it was not, add the line feed",
                        line);
            }
        }

        private static final class BadLine extends IOException {
            private static final long serialVersionUID = 1L;
            private final long line;

            BadLine(String message, long line) {
                super(message);
                this.line = line;
            }
        }
    }
}
