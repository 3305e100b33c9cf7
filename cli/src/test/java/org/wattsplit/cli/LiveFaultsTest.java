package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.wattsplit.cli.LiveLog.Row;

/**
 * Faults of runs in which each request begins when the test says so, with a minute for its deadline but where it is to meet a
 * cloud that is late: which requests a fault meets, and what becomes of them, is the same on any machine.
 */
final class LiveFaultsTest extends LiveFaults {
    private static final ReliabilityTable TABLE = new ReliabilityTable();

    private final Gate gate = new Gate();

    @Override
    LiveStage stage(Path folder) throws IOException {
        return LiveStage.patient(folder);
    }

    @Override
    ReliabilityTable table() {
        return TABLE;
    }

    @Override
    String workload(int requests) {
        return "closed-" + requests;
    }

    @Override
    String workloadThatMeetsAFault(int requests) {
        return "hasty-" + requests;
    }

    @Override
    int requestsOfAPause() {
        return 90;
    }

    @Override
    void itsMeterCounts() throws IOException {
        stage.steadyMeter();
    }

    @Override
    String interrupted() {
        return LiveData.WAITING;
    }

    @Override
    CompletableFuture<Cli.Result> start(String... words) {
        return LiveStage.start(gate.loader(temp), words);
    }

    @Override
    void until(CompletableFuture<Cli.Result> run, String agent, int requests) throws InterruptedException {
        gate.allow(requests);
        Gate.await(requests + " requests, or the end of the run", () -> run.isDone() || gate.isAt(requests));
        assertThat(run).isNotDone();
        assertThat(LiveLog.count(out, agent)).isEqualTo(requests);
    }

    @Override
    void last(CompletableFuture<Cli.Result> run, int requests) throws InterruptedException {
        until(run, CLOUD, requests);
    }

    @Override
    void cloudIsBack() throws InterruptedException {
        Gate.await("the guard to close", () -> !gate.guardIsOpen());
    }

    @Override
    void meterIsBack() throws InterruptedException {
        int before = stage.meter.readings();
        Gate.await("the meter to be read", () -> stage.meter.readings() > before + 5);
    }

    @Override
    void goOn() {
        gate.allow(Integer.MAX_VALUE);
    }

    @Override
    void exactly(List<Row> rows, int began, int over) {
        assertThat(rows.subList(0, began)).noneMatch(Row::fellBack);
        assertThat(rows.subList(began, over)).allMatch(Row::fellBack);
        assertThat(rows.subList(over, rows.size())).noneMatch(Row::fellBack);
        // Half of the last four calls failed after the second one.
        assertThat(rows.subList(began, over).stream().map(Row::guard).limit(3))
                .containsExactly("closed", "closed", "open");
    }

    @Test
    void aRunBesideOneThatWasCutOffEndsAsAlways() throws IOException, InterruptedException {
        endedOnTheWay(Process::destroyForcibly, stage.evaluate(out, "random", interrupted()));
        assertThat(Cli.succeed(stage.evaluate(out, "edge", "closed-600", "--requests", "5")))
                .contains("wrote 1 run of 5 requests");
    }

    @Test
    void anotherTestbedFileIsAnotherRun() throws IOException, InterruptedException {
        String[] words = stage.evaluate(out, "random", interrupted());
        endedOnTheWay(Process::destroy, words);
        Files.writeString(
                stage.config(),
                Files.readString(stage.config()).replace("failures_percent: 50.0", "failures_percent: 40.0"));
        List<String> again = new ArrayList<>(List.of(words));
        again.add("--resume");
        Cli.Result result = Cli.run(again.toArray(String[]::new));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Expected the run to be the one that is asked for again");
    }

    @Test
    void aTestbedThatHasAllIsReadyAndOneWithoutItsCloudIsNot() {
        String config = stage.config().toString();
        assertThat(Cli.succeed("doctor", "--config", config)).contains("testbed " + config + ": ready");
        stage.killCloud();
        Cli.Result result = Cli.run("doctor", "--config", config);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("testbed " + config + ": not ready");
        stage.restartCloud();
    }

    @Test
    void aDeviceElsewhereIsRefusedAsHeadsRunHere() throws IOException {
        Path elsewhere = temp.resolve("elsewhere.yaml");
        Files.writeString(
                elsewhere,
                Files.readString(stage.config())
                        .replace(
                                "ssh: null",
                                "ssh: {host: pi4, port: 22, user: lab, key: none, known_hosts: none, timeout_millis: 1000}"));
        List<String> words = new ArrayList<>(List.of(stage.evaluate(out, "edge", "closed-60")));
        words.set(words.indexOf(stage.config().toString()), elsewhere.toString());
        Cli.Result result = Cli.run(words.toArray(String[]::new));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("Expected the device of", "to be this machine, where heads run", "edge serve");
    }

    /** It would execute each of its actions, and no log would have that. */
    @Test
    void aBoundThatTriesActionsOutIsRefused() {
        int before = stage.inferred.get();
        Cli.Result result = Cli.run(stage.evaluate(out, "relaxed", "closed-60"));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Expected agent relaxed to be used on a simulated testbed", "given live");
        assertThat(stage.inferred.get()).isEqualTo(before);
    }
}
