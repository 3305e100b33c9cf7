package org.wattsplit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.wattsplit.framework.file.CsvTable;

/** What the log of a live run says so far. */
final class LiveLog {
    private LiveLog() {}

    /** The folder of a run. */
    static Path run(Path out, String agent) {
        return out.resolve(agent).resolve("seed-1");
    }

    /** The whole rows of a run's log so far. */
    static int count(Path out, String agent) {
        Path log = run(out, agent).resolve("requests.csv");
        try {
            if (!Files.exists(log)) {
                return 0;
            }
            String text = Files.readString(log, StandardCharsets.UTF_8);
            return (int) text.lines()
                    .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a run's log has so many rows, as long as the command runs. */
    static void awaitRows(CompletableFuture<Cli.Result> run, Path out, String agent, int rows)
            throws InterruptedException {
        long begun = System.nanoTime();
        while (count(out, agent) < rows) {
            if (run.isDone() || System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(3)) {
                throw new AssertionError("no " + rows + " rows, but " + count(out, agent) + " of "
                        + (run.isDone() ? run.join() : "a command that still runs"));
            }
            Thread.sleep(5);
        }
    }

    /** A row of a log, as far as faults show in it. */
    record Row(
            long id,
            boolean missed,
            double latencyMillis,
            double transferMillis,
            String guard,
            String fallback,
            String absences,
            String edgeEnergy,
            String edgeEnergyProvenance,
            long settingBefore,
            long settingAfter,
            String placement,
            String disturbance,
            int voidRequests) {
        boolean fellBack() {
            return !fallback.isEmpty();
        }
    }

    /** All rows of a run's log. */
    static List<Row> rows(Path out, String agent) {
        List<Row> rows = new ArrayList<>();
        CsvTable.read(
                run(out, agent).resolve("requests.csv"),
                new HashSet<>(Set.of("request_id")),
                row -> rows.add(new Row(
                        row.integer("request_id"),
                        row.text("missed").equals("true"),
                        row.nonNegative("latency_ms"),
                        row.nonNegative("transfer_latency_ms"),
                        row.text("guard_state"),
                        row.text("fallback"),
                        row.text("absences"),
                        row.text("edge_energy_j"),
                        row.text("edge_energy_provenance"),
                        row.integer("setting_before"),
                        row.integer("setting_after"),
                        row.text("placement"),
                        row.text("disturbance"),
                        row.text("void_requests").isEmpty() ? 0 : (int) row.integer("void_requests"))));
        return rows;
    }
}
