package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Producer;

/** The comment lines that our CSV files begin with; a user's own file may leave them out. */
final class Headers {
    private Headers() {}

    static String text(String format, String version, Producer producer) {
        return "# format: " + format + "\n# version: " + version + "\n# code: " + producer.code() + "\n# java: "
                + producer.java() + "\n# os: " + producer.os() + "\n# cpu: " + producer.cpu() + "\n";
    }

    static void expect(CsvTable.Head head, String format, String version, Path path) {
        String givenFormat = head.comments().getOrDefault("format", format);
        String givenVersion = head.comments().getOrDefault("version", version);
        if (!givenFormat.equals(format) || !givenVersion.equals(version)) {
            throw InputException.of(
                            "the header", format + " version " + version, givenFormat + " version " + givenVersion)
                    .at(path.toString(), 0, 0);
        }
    }
}
