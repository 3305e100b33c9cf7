package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.wattsplit.cli.LiveLog.Row;
import org.wattsplit.framework.runlog.LiveFigures;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.testbed.link.LinkShape;

/**
 * Faults while {@code evaluate --testbed live} runs. What is asked of each: every request is in the log once, requests before
 * and after the fault are as always, deadlines that the edge alone can keep are kept, and the hardware is put back. Who extends
 * it says by what the run is paced.
 */
abstract class LiveFaults extends LiveRun {
    private static double mostLost(List<Row> rows) {
        return rows.stream()
                .filter(Row::fellBack)
                .mapToDouble(Row::transferMillis)
                .max()
                .orElse(0);
    }

    /** What holds of every fault of the cloud: from {@code began} on, until {@code over} rows were written. */
    private String cloudFault(List<Row> rows, int began, int over) {
        int first = first(rows, Row::fellBack);
        int last = last(rows, Row::fellBack);
        assertThat(first).isBetween(began - 1, began + 2);
        // Requests before it and from a second after it on are as always.
        int second = (int) Math.ceil(1000 / LiveData.GAP_MILLIS);
        assertThat(last).isLessThan(over + second);
        assertThat(rows.subList(0, first)).allMatch(row -> row.guard().equals("closed"));
        assertThat(rows.subList(last + 1, rows.size()))
                .isNotEmpty()
                .allMatch(row -> row.guard().equals("closed"));
        List<Row> during = rows.subList(first, last + 1);
        // Two calls fail before the guard opens, four at the most; from then on none is spent on finding out.
        assertThat(count(during, row -> row.guard().equals("closed") && row.fellBack()))
                .isBetween(1L, 4L);
        int opened = first(rows, row -> row.guard().equals("open"));
        assertThat(rows.subList(opened, last + 1))
                .allMatch(row -> row.guard().equals("open") && row.fallback().contains("the guard is open"));
        assertThat(during)
                .filteredOn(Row::fellBack)
                .allSatisfy(row -> assertThat(row.fallback())
                        .matches("edge-only in [0-9.]+ ms after [0-9.]+ ms lost; (transfer|cloud): .*"));
        assertThat(count(rows, Row::missed)).isLessThanOrEqualTo(LATE);
        exactly(rows, began, over);
        return LiveStage.format(
                "%d of %d requests on the edge alone, %d before the guard opened; at most %.0f ms lost; requests after the"
                        + " fault until the cloud was asked again: %d; %d of %d deadlines missed",
                count(rows, Row::fellBack),
                rows.size(),
                count(during, row -> row.guard().equals("closed") && row.fellBack()),
                mostLost(rows),
                Math.max(0, last + 1 - over),
                count(rows, Row::missed),
                rows.size());
    }

    @Test
    void aCloudThatIsKilledAndStartedAgain() throws IOException, InterruptedException {
        CompletableFuture<Cli.Result> run = start(stage.evaluate(out, CLOUD, workloadThatMeetsAFault(90)));
        until(run, CLOUD, BEFORE);
        stage.killCloud();
        until(run, CLOUD, 45);
        stage.restartCloud();
        int over = LiveLog.count(out, CLOUD);
        cloudIsBack();
        List<Row> rows = whole(run, CLOUD, 90);
        String note = "on hardware: " + count(rows, Row::fellBack)
                + " of 90 requests of cloud, seed 1, did not run as chosen";
        assertThat(end(run).out()).contains(note);
        assertThat(Cli.succeed("compare", out.toString())).contains(note);
        table().row(
                        "cloud killed and started again",
                        "the edge runs the whole network; the guard opens; it closes once the cloud answers",
                        cloudFault(rows, BEFORE, over));
    }

    @Test
    void aCloudThatIsPausedForFiveSeconds() throws IOException, InterruptedException {
        int paused = requestsOfAPause();
        CompletableFuture<Cli.Result> run = start(stage.evaluate(out, CLOUD, workloadThatMeetsAFault(paused)));
        until(run, CLOUD, BEFORE);
        stage.link().pause();
        last(run, 45);
        stage.link().resume();
        int over = LiveLog.count(out, CLOUD);
        cloudIsBack();
        List<Row> rows = whole(run, CLOUD, paused);
        table().row(
                        "cloud paused for 5 s",
                        "a call gets the time that leaves the edge enough; then the edge runs the whole network; the guard opens; it"
                                + " closes once the cloud answers",
                        cloudFault(rows, BEFORE, over));
    }

    @Test
    void aLinkThatIsLateByThreeHundredMilliseconds() throws IOException, InterruptedException {
        CompletableFuture<Cli.Result> run = start(stage.evaluate(out, CLOUD, workloadThatMeetsAFault(90)));
        until(run, CLOUD, BEFORE);
        LinkShape late = new LinkShape(Double.POSITIVE_INFINITY, 300);
        stage.link().set(late, late);
        until(run, CLOUD, 45);
        stage.link().set(LinkShape.NONE, LinkShape.NONE);
        int over = LiveLog.count(out, CLOUD);
        cloudIsBack();
        List<Row> rows = whole(run, CLOUD, 90);
        table().row(
                        "link delayed by 300 ms each way",
                        "as with a pause; an answer after more than the probe's 250 ms does not close the guard",
                        cloudFault(rows, BEFORE, over));
    }

    private void meterFault(ScpiStandIn.Mood mood, int requests, String fault, String reason)
            throws IOException, InterruptedException {
        itsMeterCounts();
        // Requests that last as long as a meter needs to tell their energy.
        LinkShape late = new LinkShape(Double.POSITIVE_INFINITY, 60);
        stage.link().set(late, late);
        CompletableFuture<Cli.Result> run = start(stage.evaluate(out, CLOUD, workload(requests)));
        until(run, CLOUD, BEFORE);
        stage.meter.set(mood);
        until(run, CLOUD, 35);
        stage.meter.set(ScpiStandIn.Mood.WELL);
        meterIsBack();
        List<Row> rows = whole(run, CLOUD, requests);
        List<Row> absent = rows.stream()
                .filter(row -> row.edgeEnergyProvenance().equals("absent"))
                .toList();
        assertThat(absent).hasSizeGreaterThan(10);
        // Never a silent 0: no figure, and the reason in words.
        assertThat(absent).allSatisfy(row -> {
            assertThat(row.edgeEnergy()).isEmpty();
            assertThat(row.absences()).startsWith("edge_energy_j: ");
        });
        assertThat(absent).anyMatch(row -> row.absences().matches(reason));
        assertThat(rows)
                .filteredOn(row -> !row.edgeEnergyProvenance().equals("absent"))
                .allSatisfy(row -> {
                    assertThat(row.absences()).isEmpty();
                    assertThat(row.edgeEnergyProvenance()).isEqualTo("measured");
                    assertThat(Double.parseDouble(row.edgeEnergy())).isPositive();
                });
        assertThat(rows.subList(5, BEFORE - 1))
                .anyMatch(row -> !row.edgeEnergy().isEmpty());
        assertThat(rows.subList(requests - 10, requests))
                .anyMatch(row -> !row.edgeEnergy().isEmpty());
        assertThat(rows).noneMatch(Row::fellBack);
        assertThat(count(rows, Row::missed)).isLessThanOrEqualTo(LATE);
        Path folder = LiveLog.run(out, CLOUD);
        LiveFigures figures =
                LiveFigures.of(folder, RunLogReader.manifest(folder)).orElseThrow();
        assertThat(figures.absences()).isEqualTo(absent.size());
        assertThat(figures.fallbacks()).isZero();
        table().row(
                        fault,
                        "requests go on; the edge's energy is absent, with the reason in column `absences`, and never 0",
                        LiveStage.format(
                                "%d of %d requests without the edge's energy; %d of %d deadlines missed",
                                absent.size(), requests, count(rows, Row::missed), requests));
    }

    @Test
    void aMeterThatIsSilent() throws IOException, InterruptedException {
        meterFault(ScpiStandIn.Mood.SILENT, 60, "meter silent", ".*(no whole answer|last reading|reading).*");
    }

    @Test
    void aMeterThatSendsRubbish() throws IOException, InterruptedException {
        meterFault(ScpiStandIn.Mood.RUBBISH, 60, "meter sending rubbish", ".*9\\.91E\\+37.*");
    }

    @Test
    void aFrequencyThatTheDeviceRefusesForAWhile() throws IOException, InterruptedException {
        CompletableFuture<Cli.Result> run = start(stage.evaluate(out, "random", workload(90)));
        until(run, "random", BEFORE);
        String speed = stage.policy().resolve("scaling_setspeed").toString();
        boolean mounted = program("mount", "--bind", speed, speed);
        if (!mounted) {
            System.out.println("skipped: a file that refuses what root writes needs the right to mount it");
        }
        Assumptions.assumeTrue(mounted, "nothing can be mounted");
        try {
            assertThat(program("mount", "-o", "remount,ro,bind", speed)).isTrue();
            until(run, "random", 45);
        } finally {
            unmount(speed);
        }
        int over = LiveLog.count(out, "random");
        List<Row> rows = whole(run, "random", 90);
        List<Row> refused = rows.stream().filter(Row::fellBack).toList();
        assertThat(refused).hasSizeGreaterThan(5).allSatisfy(row -> {
            assertThat(row.fallback())
                    .matches("stayed at cpu_freq_mhz=(600|1800) after [0-9.]+ ms; edge: .*scaling_setspeed.*");
            assertThat(row.settingAfter()).isEqualTo(row.settingBefore());
        });
        assertThat(refused.stream().map(Row::settingAfter).distinct()).hasSize(1);
        assertThat(first(rows, Row::fellBack)).isGreaterThanOrEqualTo(BEFORE - 1);
        assertThat(last(rows, Row::fellBack)).isLessThanOrEqualTo(over);
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).settingBefore()).isEqualTo(rows.get(i - 1).settingAfter());
        }
        assertThat(rows.subList(over + 1, rows.size())).anyMatch(row -> row.settingBefore() != row.settingAfter());
        assertThat(count(rows, Row::missed)).isLessThanOrEqualTo(LATE);
        table().row(
                        "frequency write refused",
                        "the request runs at the setting before, if the device reads back as that; columns `fallback` and"
                                + " `setting_after` say so; the next change is tried again",
                        LiveStage.format(
                                "%d of %d requests at the setting before; %d of %d deadlines missed",
                                refused.size(), rows.size(), count(rows, Row::missed), rows.size()));
    }

    @Test
    void aGovernorAndACapOfAnotherProgram() throws IOException, InterruptedException {
        // Requests that pay for a look each, whatever the machine takes for it.
        LinkShape late = new LinkShape(Double.POSITIVE_INFINITY, 60);
        stage.link().set(late, late);
        CompletableFuture<Cli.Result> run = start(stage.evaluate(out, CLOUD, workload(60)));
        until(run, CLOUD, BEFORE);
        Path governor = stage.policy().resolve("scaling_governor");
        Path cap = stage.policy().resolve("scaling_max_freq");
        Files.writeString(cap, "600000\n");
        Files.writeString(governor, "powersave\n");
        Cli.Result result = end(run);
        List<Row> rows = LiveLog.rows(out, CLOUD);
        eachOnce(rows, 60);
        // By the clock, a request or two may come between.
        int first = first(rows, row -> !row.disturbance().isEmpty());
        assertThat(first).isLessThanOrEqualTo(BEFORE + 2);
        assertThat(rows.subList(first, rows.size())).allSatisfy(row -> {
            assertThat(row.disturbance()).contains("scaling_governor is powersave", "scaling_max_freq is 600000");
            assertThat(row.voidRequests()).isPositive();
        });
        int begun = first + 1 - rows.get(first).voidRequests();
        assertThat(begun).isBetween(1, BEFORE + 2);
        String words =
                (60 - begun) + " of 60 requests of cloud, seed 1, are void, as the hardware was not as it was set: "
                        + begun + " to 59; the first: cpu_freq_mhz: policy0/scaling_max_freq is 600000, below 1800000";
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("wattsplit: " + words);
        assertThat(Files.readString(governor)).isEqualTo("powersave\n");
        assertThat(Files.readString(cap)).isEqualTo("600000\n");
        assertThat(result.out()).contains("on hardware: " + words);
        assertThat(Cli.succeed("runs", "show", LiveLog.run(out, CLOUD).toString()))
                .contains("void, and in no figure: " + (60 - begun) + " requests");
        Cli.Result compared = Cli.run("compare", out.toString());
        assertThat(compared.status()).isEqualTo(2);
        assertThat(compared.err()).contains("Expected the void requests of").contains("at most 1 % of its 60");
        table().row(
                        "another program sets the governor and caps the clock",
                        "requests go on, and are void from then on: column `disturbance` says why; the command ends with status 1 and"
                                + " says which; what the other program set stays; `compare` refuses the run",
                        LiveStage.format("set after %d of 60 requests, %d void", BEFORE, 60 - begun));
    }

    private static void unmount(String path) throws IOException, InterruptedException {
        // It is busy while somebody reads it.
        for (int tries = 0; !program("umount", path); tries++) {
            assertThat(tries).as("tries to unmount " + path).isLessThan(6000);
            Thread.sleep(10);
        }
    }

    @Test
    void aFrequencyThatTheDeviceNoLongerTakes() throws IOException, InterruptedException {
        String[] words = stage.evaluate(out, "random", workload(60));
        CompletableFuture<Cli.Result> run = start(words);
        until(run, "random", BEFORE);
        // A folder takes no text, whoever writes it.
        Path speed = stage.policy().resolve("scaling_setspeed");
        Files.delete(speed);
        Files.createDirectory(speed);
        Cli.Result result = end(run);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("scaling_setspeed").contains("Expected");
        int executed = LiveLog.count(out, "random");
        eachOnce(LiveLog.rows(out, "random"), executed);
        // It could not be put back either, which the next start does.
        Files.delete(speed);
        Files.writeString(speed, "<unsupported>\n");
        List<String> again = new ArrayList<>(List.of(words));
        again.add("--resume");
        List<Row> rows = whole(start(again.toArray(String[]::new)), "random", 60);
        assertThat(count(rows, row -> row.settingBefore() != row.settingAfter()))
                .isPositive();
        table().row(
                        "frequency write refused, and the file unreadable",
                        "the device may be anywhere: the command ends with status 1 and names the file, before the request is executed;"
                                + " `--resume` goes on and puts back what was found at first",
                        LiveStage.format("ended after %d of 60 requests, whose rows stayed", executed));
    }

    @Test
    void aFullDiskEndsTheRunBeforeARequestWhoseRowCouldNotBeKept() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        boolean mounted = program("mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk.toString());
        if (!mounted) {
            System.out.println("skipped: a disk that is full needs the right to mount one");
        }
        Assumptions.assumeTrue(mounted, "nothing can be mounted");
        int executed;
        try {
            out = disk.resolve("runs");
            int before = stage.inferred.get();
            Cli.Result result = end(start(stage.evaluate(out, CLOUD + ",edge", "closed-600")));
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("Cannot write the run log").contains("requests.csv");
            List<Row> rows = LiveLog.rows(out, CLOUD);
            executed = rows.size();
            assertThat(executed).isBetween(20, 599);
            eachOnce(rows, executed);
            assertThat(rows).noneMatch(Row::fellBack);
            // Those of warming up are three for each of two tails, and one that shows that the cloud has the same
            // network.
            assertThat(stage.inferred.get() - before).isEqualTo(executed + 7);
            assertThat(out.resolve("edge")).doesNotExist();
            assertThat(stage.governor()).isEqualTo("ondemand");
        } finally {
            unmount(disk.toString());
        }
        table().row(
                        "disk full for the log",
                        "room for a row is taken before its request is executed; without it the command ends with status 1 and names the"
                                + " file",
                        LiveStage.format("%d requests executed, %d rows", executed, executed));
    }

    private static boolean program(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    @Test
    void aKilledRunGoesOnBehindItsLastWholeRow() throws IOException, InterruptedException {
        String[] words = stage.evaluate(out, "random", interrupted());
        int killed = endedOnTheWay(Process::destroyForcibly, words);
        assertThat(stage.governor()).isEqualTo("userspace");
        List<Row> rows = resumed(words);
        table().row(
                        "SIGKILL of the controller",
                        "`--resume` goes on behind the last whole row; its start puts back the hardware as it was before the killed"
                                + " process",
                        LiveStage.format("killed after %d of 60 rows, %d in the end", killed, rows.size()));
    }

    @Test
    void aRunThatIsToldToEndPutsTheHardwareBack() throws IOException, InterruptedException {
        String[] words = stage.evaluate(out, "random", interrupted());
        int ended = endedOnTheWay(Process::destroy, words);
        assertThat(stage.governor()).isEqualTo("ondemand");
        List<Row> rows = resumed(words);
        table().row(
                        "Ctrl-C or SIGTERM of the controller",
                        "puts back the hardware before it ends; the request under way has no row; `--resume` goes on behind the last"
                                + " whole row",
                        LiveStage.format("ended after %d of 60 rows, %d in the end", ended, rows.size()));
    }
}
