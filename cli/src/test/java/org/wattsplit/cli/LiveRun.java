package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.cli.LiveLog.Row;
import org.wattsplit.framework.runlog.RunLogReader;

/** Runs on a live stage: how they are paced, which is for a class that extends it to say, and what holds when they end. */
abstract class LiveRun {
    static final String CLOUD = "cloud";
    /** Of requests in which the machine itself may be late: it has other work. */
    static final int LATE = 3;

    static final int BEFORE = 15;

    @TempDir
    Path temp;

    LiveStage stage;
    Path out = Path.of("");

    @BeforeEach
    void open() throws IOException {
        stage = stage(temp);
        out = temp.resolve("runs");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    abstract LiveStage stage(Path folder) throws IOException;

    /** Where each fault and what is done about it stand. */
    abstract ReliabilityTable table();

    /** The workload of so many requests. */
    abstract String workload(int requests);

    /** The same, of which the two after the first {@code BEFORE} are to meet a cloud that does not answer. */
    abstract String workloadThatMeetsAFault(int requests);

    /** How many requests a run has whose cloud pauses. */
    abstract int requestsOfAPause();

    /** Says that figures of the meter are looked at. */
    abstract void itsMeterCounts() throws IOException;

    /** The workload of 60 requests for a process that is to be ended on the way. */
    abstract String interrupted();

    /** Starts a command in this process. */
    abstract CompletableFuture<Cli.Result> start(String... words);

    /** Waits until so many requests were executed and are in the log. */
    abstract void until(CompletableFuture<Cli.Result> run, String agent, int requests) throws InterruptedException;

    /** Lets a fault last for a while, in which requests up to that number may be executed. */
    abstract void last(CompletableFuture<Cli.Result> run, int requests) throws InterruptedException;

    /** Waits, where time is no matter, until the cloud's absence is over for the run, too. */
    abstract void cloudIsBack() throws InterruptedException;

    /** The same for the meter. */
    abstract void meterIsBack() throws InterruptedException;

    /** Lets a run go on to its end, however it is paced. */
    abstract void goOn();

    /** What else holds of a fault of the cloud that lasted for those requests. */
    abstract void exactly(List<Row> rows, int began, int over);

    /** What a run says that goes on to its end. */
    Cli.Result end(CompletableFuture<Cli.Result> run) throws InterruptedException {
        goOn();
        try {
            return run.get(5, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows of a run that has ended well, each request once, and its hardware put back. */
    List<Row> whole(CompletableFuture<Cli.Result> run, String agent, int requests) throws InterruptedException {
        Cli.Result result = end(run);
        assertThat(result.err()).doesNotContain("wattsplit:");
        assertThat(result.status()).isZero();
        List<Row> rows = LiveLog.rows(out, agent);
        eachOnce(rows, requests);
        assertThat(stage.governor()).isEqualTo("ondemand");
        assertThat(RunLogReader.read(LiveLog.run(out, agent)).rows()).hasSize(requests);
        return rows;
    }

    /** Asks that each request has a row, and one only. */
    static void eachOnce(List<Row> rows, int requests) {
        assertThat(rows.stream().map(Row::id))
                .containsExactlyElementsOf(LongStream.range(0, requests).boxed().toList());
    }

    /** Starts a run in a process of its own, ends that somewhere in it, and tells how many rows there are then. */
    int endedOnTheWay(Consumer<Process> end, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = CommandProcess.builder(temp, "", words);
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + System.getProperty("user.home"));
        Process process = CommandProcess.start(builder);
        try {
            LiveLog.awaitRows(
                    process.onExit().thenApply(ended -> new Cli.Result(ended.exitValue(), "", "")), out, "random", 20);
            end.accept(process);
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        int rows = LiveLog.count(out, "random");
        assertThat(rows).isLessThan(60);
        return rows;
    }

    /** The rows of the same run to its end; what stood there stays as it is. */
    List<Row> resumed(String... words) throws IOException, InterruptedException {
        Path log = LiveLog.run(out, "random").resolve("requests.csv");
        String before = Files.readString(log);
        List<String> again = new ArrayList<>(List.of(words));
        again.add("--resume");
        List<Row> rows = whole(start(again.toArray(String[]::new)), "random", 60);
        assertThat(Files.readString(log)).startsWith(before.substring(0, before.lastIndexOf('\n') + 1));
        assertThat(count(rows, Row::missed)).isLessThanOrEqualTo(LATE);
        return rows;
    }

    static long count(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).count();
    }

    static int first(List<Row> rows, Predicate<Row> which) {
        return IntStream.range(0, rows.size())
                .filter(i -> which.test(rows.get(i)))
                .findFirst()
                .orElseThrow();
    }

    static int last(List<Row> rows, Predicate<Row> which) {
        return IntStream.range(0, rows.size())
                .filter(i -> which.test(rows.get(i)))
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
