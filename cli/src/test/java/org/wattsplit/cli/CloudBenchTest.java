package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.testbed.cloud.CloudServer;
import org.wattsplit.testbed.cloud.CloudServerOptions;
import org.wattsplit.testbed.cloud.IdentityModel;

/** {@code cloud bench} and {@code cloud ping}. */
final class CloudBenchTest {
    @TempDir
    private Path temp;

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(temp.resolve("out.json").toFile());
    }

    private String[] words(String line) {
        return (line + " --json " + temp.resolve("out.json")).split(" ");
    }

    @Test
    void transfersAreTimedAgainstPlainTcpInAnotherProcess() throws IOException {
        String out = Cli.succeed(words("cloud bench --megabytes 0.04 --repeats 5 --warm-up 0"));
        assertThat(out).contains("to the endpoint", "plain TCP", "small, alone", "right after a large one");
        JsonNode transfer = json().get("transfer");
        assertThat(transfer.get("tensor_bytes").asInt()).isEqualTo(40_000);
        assertThat(transfer.get("samples").asInt()).isEqualTo(5);
        assertThat(transfer.get("ratio").asDouble())
                .isEqualTo(transfer.at("/endpoint/median_ms").asDouble()
                        / transfer.at("/plain/median_ms").asDouble());
        assertThat(json().at("/producer/java").asText()).isEqualTo(System.getProperty("java.version"));
    }

    @Test
    void manyClientsAreAnsweredAndTheMemoryOfBothProcessesIsSaid() throws IOException {
        String out = Cli.succeed(words("cloud bench --clients 3 --requests 40"));
        assertThat(out).contains("40 requests of 3 clients").contains(": 0 errors");
        assertThat(json().at("/load/errors").asInt()).isZero();
        for (String process : new String[] {"endpoint_memory", "clients_memory"}) {
            JsonNode memory = json().get(process);
            assertThat(memory.get("seen_heap_mb").asLong())
                    .isBetween(1L, memory.get("most_heap_mb").asLong());
            assertThat(memory.get("seen_direct_mb").asLong())
                    .isBetween(1L, memory.get("most_direct_mb").asLong());
        }
    }

    @Test
    void aPingSaysWhatTheServerIsAndHowLongAnAnswerTakes() throws IOException {
        try (CloudServer server = CloudServer.start(CloudServerOptions.loopback(0), IdentityModel.repository())) {
            String cloud = "127.0.0.1:" + server.port();
            assertThat(Cli.succeed(words("cloud ping --cloud " + cloud))).contains("wattsplit", "live, ready");
            assertThat(json().get("run").isNull()).isTrue();
            assertThat(Cli.succeed(words("cloud ping --model identity --repeats 3 --cloud " + cloud)))
                    .contains("model identity: ready", "takes input FP32 [-1]", "gave elements [1], sum 1", "compute");
            JsonNode run = json().get("run");
            assertThat(run.get("repeats").asInt()).isEqualTo(3);
            assertThat(run.at("/round_trip/median_ms").asDouble())
                    .isGreaterThan(run.at("/parts/compute_ms").asDouble());
            Cli.Result none = Cli.run("cloud", "ping", "--cloud", cloud, "--model", "nowhere");
            assertThat(none.out()).contains("model nowhere: not ready");
            assertThat(none.status()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatIsNotThereEndsAPingWithOne() {
        int port;
        try (CloudServer server = CloudServer.start(CloudServerOptions.loopback(0), IdentityModel.repository())) {
            port = server.port();
        }
        Cli.Result result = Cli.run("cloud", "ping", "--cloud", "127.0.0.1:" + port);
        assertThat(result.err()).startsWith("wattsplit: transfer: 127.0.0.1:" + port);
        assertThat(result.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench --megabytes 0 | given 0.0",
                "bench --megabytes 100 | given 100.0",
                "bench --repeats 0 | given 0",
                "bench --warm-up -1 | given -1.0",
                "bench --clients 0 | given 0",
                "bench --clients 2 --requests 0 | given 0",
                "ping | --cloud",
                "ping --cloud 127.0.0.1 | HOST:PORT",
                "ping --cloud 127.0.0.1:0 | given 127.0.0.1:0",
                "ping --cloud :8001 | given :8001",
                "ping --cloud 192.0.2.1:8001 | without TLS",
                "ping --cloud 127.0.0.1:8001 --repeats 0 | given 0",
                "ping --cloud 127.0.0.1:8001 --token-file nowhere | nowhere",
                "ping --cloud 127.0.0.1:8001 --tls-cert a.pem | both or neither",
            })
    void badOptionsAreNamedAndEndWithTwo(String line, String message) {
        Cli.Result result = Cli.run(("cloud " + line).split(" "));
        assertThat(result.err()).contains(message);
        assertThat(result.status()).isEqualTo(2);
    }
}
