package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.remote.EdgeFile;

/** The edge server as a process of its own, and what controls it. */
final class EdgeServeTest {
    private static final Pattern READY =
            Pattern.compile("ready: 127\\.0\\.0\\.1:(\\d+) \\(mutual TLS\\), network mobilenetv2, knobs cpu_freq_mhz");

    @TempDir
    private Path temp;

    private Path certificate(String name) {
        return temp.resolve("certificates").resolve(name);
    }

    private Process serve(LiveStage stage) {
        ProcessBuilder builder = CommandProcess.builder(
                        temp,
                        "",
                        "edge",
                        "serve",
                        "--config",
                        stage.config().toString(),
                        "--data",
                        stage.data().toString(),
                        "--port",
                        "0",
                        "--tls-cert",
                        certificate("server.crt").toString(),
                        "--tls-key",
                        certificate("server.key").toString(),
                        "--client-ca",
                        certificate("authority.pem").toString())
                .redirectOutput(ProcessBuilder.Redirect.PIPE);
        builder.environment().put("JDK_JAVA_OPTIONS", "-Duser.home=" + System.getProperty("user.home"));
        return CommandProcess.start(builder);
    }

    private Path edgeFile(String port, boolean certificate) throws IOException {
        return Files.writeString(temp.resolve("edge-" + certificate + ".yaml"), """
                format: edge
                version: 1
                address: 127.0.0.1:%s
                authority: %s
                certificate: %s
                key: %s
                token_file: null
                plain_text: false
                """.formatted(
                        port,
                        certificate("authority.pem"),
                        certificate ? certificate("client.crt") : "null",
                        certificate ? certificate("client.key") : "null"));
    }

    /** The words of the live command, for the device behind the server. */
    private static String[] elsewhere(LiveStage stage, Path file, String... words) {
        return Arrays.stream(words)
                .map(word -> word.equals("live")
                        ? "edge"
                        : word.equals(stage.config().toString()) ? file.toString() : word)
                .toArray(String[]::new);
    }

    @Test
    void aDeviceElsewhereIsScheduledAsOneHereAndPutBackInTheEnd() throws IOException, InterruptedException {
        Cli.succeed("certificates", "--out", temp.resolve("certificates").toString(), "--host", "127.0.0.1");
        Path out = temp.resolve("runs");
        try (LiveStage stage = LiveStage.patient(temp)) {
            Process server = serve(stage);
            try (BufferedReader told =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
                Matcher ready = READY.matcher(String.valueOf(told.readLine()));
                assertThat(ready.matches()).isTrue();
                Path known = edgeFile(ready.group(1), true);
                Path stranger = edgeFile(ready.group(1), false);

                Cli.Result refused = Cli.run(elsewhere(stage, stranger, stage.evaluate(out, "random", "closed-600")));
                assertThat(refused.status()).isEqualTo(1);
                assertThat(refused.err())
                        .contains("edge: the edge server at 127.0.0.1")
                        .contains("UNAVAILABLE");

                // Requests that last as long as a meter needs to tell their energy.
                LinkShape late = new LinkShape(Double.POSITIVE_INFINITY, 60);
                stage.link().set(late, late);
                Cli.succeed(elsewhere(
                        stage, known, stage.evaluate(out, "random", "closed-600", "--requests", "20", "--overwrite")));
                stage.link().set(LinkShape.NONE, LinkShape.NONE);
                // What decides is on the device: its file is an input of the run.
                assertThat(RunLogReader.manifest(LiveLog.run(out, "random"))
                                .header()
                                .inputs())
                        .containsEntry("testbed of the edge server", Checksum.ofFile(stage.config()))
                        .containsKey(String.valueOf(known.getFileName()));
                List<LiveLog.Row> rows = LiveLog.rows(out, "random");
                assertThat(rows).hasSize(20).noneMatch(LiveLog.Row::fellBack);
                assertThat(rows).anyMatch(row -> row.settingBefore() != row.settingAfter());
                assertThat(rows).anyMatch(row -> row.transferMillis() > 0);
                assertThat(rows).anyMatch(row -> row.edgeEnergyProvenance().equals("measured"));
                assertThat(stage.governor()).isEqualTo("ondemand");
                assertThat(told.readLine()).contains("has the device");
                assertThat(told.readLine()).containsPattern("20 requests, \\d+ changes .* ms each in the median");

                CompletableFuture<Cli.Result> cut = LiveStage.start(
                        elsewhere(stage, known, stage.evaluate(out, "random", LiveData.WAITING, "--overwrite")));
                assertThat(told.readLine()).contains("has the device");
                LiveLog.awaitRows(cut, out, "random", 5);
                assertThat(stage.governor()).isEqualTo("userspace");
                server.toHandle().destroy();
                assertThat(cut.join().status()).isEqualTo(1);
                // Its own last word, or the end of the connection, whichever comes first.
                assertThat(cut.join().err()).containsPattern("edge: (the edge server at )?127\\.0\\.0\\.1");
                assertThat(server.waitFor(3, TimeUnit.MINUTES)).isTrue();
                assertThat(stage.governor()).isEqualTo("ondemand");
            } finally {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void certificatesAreMadeOnceAndNothingElseIsLeft() throws IOException {
        Path folder = temp.resolve("certificates");
        String[] words = {"certificates", "--out", folder.toString(), "--host", "pi4.local", "--host", "10.0.0.2"};
        assertThat(Cli.succeed(words)).contains("server.key").contains("pi4.local, 10.0.0.2");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("authority.pem", "server.crt", "server.key", "client.crt", "client.key");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("client.key"))))
                .isEqualTo("rw-------");
        String before = Files.readString(folder.resolve("client.key"));
        Cli.Result again = Cli.run(words);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("a new or an empty folder");
        assertThat(Files.readString(folder.resolve("client.key"))).isEqualTo(before);
    }

    @Test
    void theExampleOfTheDocumentationIsRead() {
        EdgeFile file = EdgeFile.read(Path.of("../docs/examples/edge.yaml"));
        assertThat(file.address()).isEqualTo("pi4.local:8002");
        assertThat(file.plainText()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edge serve --config nowhere.yaml --data synthetic | nowhere.yaml",
                "edge serve --config nowhere.yaml --data synthetic --port 70000 | the port to be between 0 and 65535",
                "edge serve --config nowhere.yaml --data synthetic --host 0.0.0.0 | without TLS",
                "edge serve --config nowhere.yaml --data synthetic --tls-cert a.pem | both or neither",
                "certificates --out nowhere --host a/b | a host to be a name or an IPv4 address, given a/b",
            })
    void badOptionsAreNamedAndEndWithTwo(String options, String message) {
        Cli.Result result = Cli.run(options.split(" "));
        assertThat(result.err()).contains(message);
        assertThat(result.status()).isEqualTo(2);
    }
}
