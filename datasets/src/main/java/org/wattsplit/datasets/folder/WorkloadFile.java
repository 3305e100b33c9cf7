package org.wattsplit.datasets.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Knob;

/**
 * A workload as CSV: {@code request_id}, {@code deadline_ms}, and {@code arrival_ms} unless the workload is closed-loop;
 * {@code batch} where a request has several inputs, and {@code network} where requests ask for several networks. Arrivals
 * ascend, ids differ.
 */
public final class WorkloadFile {
    private static final String FORMAT = "workload";
    private static final String VERSION = "1";
    private static final String ID = "request_id";
    private static final String ARRIVAL = "arrival_ms";
    private static final String DEADLINE = "deadline_ms";
    private static final List<String> COLUMNS = List.of(ID, ARRIVAL, DEADLINE, Knob.BATCH, Knob.NETWORK);

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
            String network = row.has(Knob.NETWORK) ? row.text(Knob.NETWORK) : model;
            requests.add(new Request(row.integer(ID), network, arrival, row.positive(DEADLINE), batch(row)));
        });
        Headers.expectRows(head, requests.size(), path);
        return new Workload(name, !head.columns().contains(ARRIVAL), requests);
    }

    private static int batch(CsvTable.Row row) {
        if (!row.has(Knob.BATCH)) {
            return 1;
        }
        long batch = row.integer(Knob.BATCH);
        if (batch < 1 || batch > Integer.MAX_VALUE) {
            throw row.error(Knob.BATCH, "at least 1");
        }
        return (int) batch;
    }

    /**
     * Replaces a file with a workload.
     *
     * @param model the network that requests ask for where the file does not say it
     */
    public static void write(Path path, Workload workload, String model, Producer producer) {
        AtomicFile.write(path, writer -> {
            writer.write(Headers.text(FORMAT, VERSION, workload.requests().size(), producer));
            CSVPrinter printer = new CSVPrinter(
                    writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            List<Column> columns = columns(workload, model);
            printer.printRecord(columns.stream().map(Column::name));
            for (Request request : workload.requests()) {
                printer.printRecord(
                        columns.stream().map(column -> column.value().apply(request)));
            }
            printer.flush();
        });
    }

    private record Column(String name, Function<Request, Object> value) {}

    private static List<Column> columns(Workload workload, String model) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(ID, Request::id));
        if (!workload.closedLoop()) {
            columns.add(new Column(ARRIVAL, Request::arrivalMillis));
        }
        columns.add(new Column(DEADLINE, Request::deadlineMillis));
        if (workload.requests().stream().anyMatch(request -> request.batch() > 1)) {
            columns.add(new Column(Knob.BATCH, Request::batch));
        }
        if (!workload.requests().stream().allMatch(request -> request.model().equals(model))) {
            columns.add(new Column(Knob.NETWORK, Request::model));
        }
        return columns;
    }
}
