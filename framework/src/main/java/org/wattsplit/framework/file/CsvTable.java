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
import org.wattsplit.framework.check.InputException;

/**
 * Reads a CSV file with a header row. Lines before it that begin with {@code #} are comments of the form
 * {@code # key: value}. Errors name file, line, column, rule and value. A line may have {@value #MAX_LINE} characters.
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

    /** What stands before a table's first row. */
    public record Head(Map<String, String> comments, List<String> columns) {
        public Head {
            comments = Collections.unmodifiableMap(new LinkedHashMap<>(comments));
            columns = List.copyOf(columns);
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
            throw InputException.of("the input", "a readable file", path + ", which is none");
        }
        try (Reader reader = new BoundedLines(Files.newBufferedReader(path, StandardCharsets.UTF_8), source);
                CSVParser parser = FORMAT.parse(reader)) {
            Map<String, String> comments = new LinkedHashMap<>();
            Map<String, Integer> positions = new LinkedHashMap<>();
            boolean any = false;
            long line = 1;
            for (CSVRecord cells : parser) {
                if (positions.isEmpty()) {
                    comments.putAll(comments(cells.getComment()));
                    positions.putAll(positions(cells, required, source, parser.getCurrentLineNumber()));
                    if (headOnly) {
                        return new Head(comments, new ArrayList<>(positions.keySet()));
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
            return new Head(comments, new ArrayList<>(positions.keySet()));
        } catch (UncheckedIOException | IOException e) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            if (hasCause(e, CharacterCodingException.class)) {
                throw new InputException("Expected the file to be UTF-8 text, given other bytes", e).at(source, 0, 0);
            }
            if (cause instanceof CSVException || cause instanceof BoundedLines.TooLong) {
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

    private static Map<String, String> comments(String text) {
        Map<String, String> comments = new LinkedHashMap<>();
        if (text != null) {
            for (String line : text.lines().toList()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    comments.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        }
        return comments;
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
            throw InputException.of("the columns", "at least " + required, positions.keySet() + ", without " + missing)
                    .at(source, line, 0);
        }
        return positions;
    }

    /** Stops at a line that no table of ours could have, before it fills the memory. */
    private static final class BoundedLines extends FilterReader {
        private final String source;
        private int length;

        BoundedLines(Reader in, String source) {
            super(in);
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            if (c >= 0) {
                count((char) c);
            }
            return c;
        }

        @Override
        public int read(char[] buffer, int offset, int count) throws IOException {
            int n = super.read(buffer, offset, count);
            for (int i = 0; i < n; i++) {
                count(buffer[offset + i]);
            }
            return n;
        }

        private void count(char c) throws TooLong {
            length = c == '\n' ? 0 : length + 1;
            if (length > MAX_LINE) {
                throw new TooLong("Expected every line of " + source + " to be at most " + MAX_LINE
                        + " characters, given a longer one");
            }
        }

        private static final class TooLong extends IOException {
            private static final long serialVersionUID = 1L;

            TooLong(String message) {
                super(message);
            }
        }
    }
}
