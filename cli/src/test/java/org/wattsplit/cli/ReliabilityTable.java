package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of {@code docs/reliability.md}. With {@code -Dwattsplit.write-reliability=true} the tests of faults write what they
 * saw into it; without, each of them asks that its fault and its behaviour stand there, whatever the figures are.
 */
final class ReliabilityTable {
    private static final Path FILE = Path.of("..", "docs", "reliability.md");
    private static final boolean WRITE = Boolean.getBoolean("wattsplit.write-reliability");
    private static final String HEAD = "| fault | behaviour | seen |";

    private final Map<String, String> rows = new LinkedHashMap<>();

    /** A fault, what is done about it, and the figures of this run. */
    void row(String fault, String behaviour, String seen) throws IOException {
        String begin = "| " + fault + " | " + behaviour + " | ";
        System.out.println(begin + seen + " |");
        rows.put(begin, seen);
        if (!WRITE) {
            assertThat(Files.readAllLines(FILE))
                    .as("run the tests with -Dwattsplit.write-reliability=true where behaviour has changed")
                    .anyMatch(line -> line.startsWith(begin));
        }
    }

    /** Puts rows in the place of those of the same fault; other rows stay. */
    void write() throws IOException {
        if (!WRITE) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
        int end = lines.indexOf(HEAD) + 2;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
            end++;
        }
        for (Map.Entry<String, String> row : rows.entrySet()) {
            String fault = row.getKey().substring(0, row.getKey().indexOf(" | ") + 3);
            String line = row.getKey() + row.getValue() + " |";
            int old = -1;
            for (int i = 0; i < end; i++) {
                old = lines.get(i).startsWith(fault) ? i : old;
            }
            if (old >= 0) {
                lines.set(old, line);
            } else {
                lines.add(end++, line);
            }
        }
        Files.write(FILE, lines);
    }
}
