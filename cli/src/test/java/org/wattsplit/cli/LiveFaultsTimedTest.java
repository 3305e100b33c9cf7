package org.wattsplit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.wattsplit.cli.LiveLog.Row;

/** Faults of runs by the clock: a request every 50 ms, with a deadline of 250 ms. What they come to is the page's table. */
@Tag("timed")
final class LiveFaultsTimedTest extends LiveFaults {
    private static final ReliabilityTable TABLE = new ReliabilityTable();

    @AfterAll
    static void write() throws IOException {
        TABLE.write();
    }

    @Override
    LiveStage stage(Path folder) throws IOException {
        return LiveStage.byTheClock(folder);
    }

    @Override
    ReliabilityTable table() {
        return TABLE;
    }

    @Override
    String workload(int requests) {
        return "paced-" + requests;
    }

    @Override
    String workloadThatMeetsAFault(int requests) {
        return workload(requests);
    }

    @Override
    int requestsOfAPause() {
        return 150;
    }

    @Override
    void itsMeterCounts() {}

    @Override
    String interrupted() {
        return workload(60);
    }

    @Override
    CompletableFuture<Cli.Result> start(String... words) {
        return LiveStage.start(words);
    }

    @Override
    void until(CompletableFuture<Cli.Result> run, String agent, int requests) throws InterruptedException {
        LiveLog.awaitRows(run, out, agent, requests);
    }

    @Override
    void last(CompletableFuture<Cli.Result> run, int requests) throws InterruptedException {
        Thread.sleep(5000);
    }

    @Override
    void cloudIsBack() {}

    @Override
    void meterIsBack() {}

    @Override
    void goOn() {}

    @Override
    void exactly(List<Row> rows, int began, int over) {}
}
