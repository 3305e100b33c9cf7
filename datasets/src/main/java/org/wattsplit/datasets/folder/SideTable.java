package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.file.AtomicFile;

/** A table that a dataset's folder has beside its own files, as CSV: how its measurements came about. */
public final class SideTable {
    private SideTable() {}

    /** Replaces a file; each row has a cell for each column. */
    public static void write(Path file, List<String> columns, List<List<Object>> rows) {
        AtomicFile.write(file, writer -> {
            CSVPrinter printer = new CSVPrinter(
                    writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            printer.printRecord(columns);
            for (List<Object> row : rows) {
                printer.printRecord(row);
            }
            printer.flush();
        });
    }
}
