package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.request.Request;

/**
 * A workload as CSV: {@code request_id}, {@code deadline_ms}, and {@code arrival_ms} unless the workload is closed-loop.
 * Arrivals ascend, ids differ.
 */
public final class WorkloadFile {
    private static final String FORMAT = "workload";
    private static final String VERSION = "1";
    private static final String ID = "request_id";
    private static final String ARRIVAL = "arrival_ms";
    private static final String DEADLINE = "deadline_ms";
    private static final List<String> COLUMNS = List.of(ID, ARRIVAL, DEADLINE);

    private WorkloadFile() {}

    /** Reads a workload; errors name file, line, column, rule and value. */
    public static Workload read(Path path, String name, String model) {
        CsvTable.Head head = CsvTable.head(path);
        Headers.expect(head, FORMAT, VERSION, path);
        head.requireKnown(COLUMNS, path);
        List<Request> requests = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        CsvTable.read(path, Set.of(ID, DEADLINE), row -> {
            double arrival = row.has(ARRIVAL) ? row.nonNegative(ARRIVAL) : 0;
            if (!requests.isEmpty()
                    && arrival < requests.get(requests.size() - 1).arrivalMillis()) {
                throw row.error(ARRIVAL, "at least the arrival of the row before");
            }
            if (!ids.add(row.integer(ID))) {
                throw row.error(ID, "another one in every row");
            }
            requests.add(new Request(row.integer(ID), model, arrival, row.positive(DEADLINE)));
        });
        Headers.expectRows(head, requests.size(), path);
        return new Workload(name, !head.columns().contains(ARRIVAL), requests);
    }

    /** Replaces a file with a workload. */
    public static void write(Path path, Workload workload, Producer producer) {
        AtomicFile.write(path, writer -> {
            writer.write(Headers.text(FORMAT, VERSION, workload.requests().size(), producer));
            CSVPrinter printer = new CSVPrinter(
                    writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            printer.printRecord(workload.closedLoop() ? List.of(ID, DEADLINE) : List.of(ID, ARRIVAL, DEADLINE));
            for (Request request : workload.requests()) {
                if (workload.closedLoop()) {
                    printer.printRecord(request.id(), request.deadlineMillis());
                } else {
                    printer.printRecord(request.id(), request.arrivalMillis(), request.deadlineMillis());
                }
            }
            printer.flush();
        });
    }
}
