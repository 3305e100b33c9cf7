package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.file.Producer;

/** The comment lines that our CSV files begin with; a user's own file may leave them out. */
final class Headers {
    private static final String ROWS = "rows";

    private Headers() {}

    static String text(String format, String version, int rows, Producer producer) {
        return "# format: " + format + "\n# version: " + version + "\n# rows: " + rows + "\n# code: " + producer.code()
                + "\n# java: " + producer.java() + "\n# os: " + producer.os() + "\n# cpu: " + producer.cpu() + "\n";
    }

    /** Throws unless a file is of that format, and of that version, which is the only one so far. */
    static void expect(CsvTable.Head head, String format, String version, Path path) {
        String said = head.comments().getOrDefault("format", format);
        if (!said.equals(format)) {
            throw at(InputException.of("the format", format, said), head, "format", path);
        }
        String given = head.comments().getOrDefault("version", version);
        if (!given.equals(version)) {
            int only = Integer.parseInt(version);
            throw at(Format.unreleased(format, only, only, given), head, "version", path);
        }
    }

    private static InputException at(InputException error, CsvTable.Head head, String key, Path path) {
        return error.at(path.toString(), head.commentLines().getOrDefault(key, 0), 0);
    }

    /** A file with fewer rows than its header says was cut off between two lines. */
    static void expectRows(CsvTable.Head head, int rows, Path path) {
        String wanted = head.comments().getOrDefault(ROWS, String.valueOf(rows));
        if (!wanted.equals(String.valueOf(rows))) {
            throw InputException.of("the number of rows", wanted + ", as the header says", rows)
                    .at(path.toString(), head.commentLines().getOrDefault(ROWS, 0), 0)
                    .maybe("the file was cut off; if you changed it yourself, change or remove that line");
        }
    }
}
