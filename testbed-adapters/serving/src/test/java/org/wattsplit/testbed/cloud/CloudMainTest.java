package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** The program of the cloud's image, also as the process that {@link CloudProcess} starts. */
final class CloudMainTest {
    private record Ended(int status, String out, String err) {}

    private static Ended run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = CloudMain.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Ended(status, out.toString(), err.toString());
    }

    @Test
    void asAProcessItAnswersSaysThatItServesAndStopsWhenTold() throws InterruptedException {
        ProcessHandle handle;
        try (CloudProcess process =
                CloudProcess.start(List.of("--model", "identity", "--drain=1", "--idle-w", "2", "--core-w", "3"))) {
            handle = process.handle();
            try (CloudClient client =
                    CloudClient.of(CloudClientOptions.of(process.host(), process.port(), CloudSecurity.LOOPBACK))) {
                assertThat(client.ready(IdentityModel.NAME)).isTrue();
                Tensor tensor = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4);
                assertThat(client.infer(IdentityModel.NAME, List.of(CloudInput.of("input", tensor)))
                                .output("elements")
                                .toArray())
                        .containsExactly(4f);
            }
            String address = process.host() + ":" + process.port();
            Ended health = run("health", "--cloud", address);
            assertThat(health.out()).isEqualTo(address + " serves" + System.lineSeparator());
            assertThat(health.status()).isZero();
            assertThat(handle.destroy()).isTrue();
            assertThat(handle.onExit().orTimeout(20, TimeUnit.SECONDS).join().isAlive())
                    .isFalse();
            Ended gone = run("health", "--cloud", address, "--seconds", "2");
            assertThat(gone.err()).contains("transfer: " + address);
            assertThat(gone.status()).isEqualTo(1);
        }
    }

    @Test
    void aProcessThatDoesNotComeUpIsAFailure() {
        List<String> words = List.of("--model", "nothing");
        assertThatThrownBy(() -> CloudProcess.start(words)).isInstanceOf(TestbedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1 | Expected an option to be one of [--client-ca, --core-w, --drain, --help, --host,",
                "--prot 1 | given --prot",
                "serve --model | --model to be followed by identity",
                "--plain-text=yes | --plain-text to be given without a value",
                "--port 1 --port 2 --model identity | --port to be given once, given 1 and 2",
                "--port x --model identity | --port to be a whole number, given x",
                "--port 1 | the models to serve to be at least one",
                "--model resnet | the model to be identity or NAME=SOURCE, given resnet",
                "--model identity --model identity | given once, given identity",
                "--model identity --port 70000 | the port to be between 0 and 65535, given 70000",
                "--model identity --metrics-port 70000 | the port of the metrics to be between 0 and 65535, given 70000",
                "--model identity --host 0.0.0.0 | without TLS",
                "--model identity --tls-cert a.pem | both or neither",
                "--model identity --client-ca a.pem | TLS to be on",
                "--model identity --token-file a --token-env B | in a file or in a variable",
                "--model identity --max-seconds 0 | the most seconds of a request to be between 0.001",
                "--model identity --max-message-mb 4096 | the most MiB of a message to be between 1 and 1024",
                "--model identity --idle-w 1 | both or none",
                "--model identity --idle-w 1 --core-w 0 | the power of a busy core in watts to be a number above 0, given 0.0",
                "health | --cloud to be given",
                "health --cloud here | HOST:PORT with a port between 1 and 65535, given here",
                "health --cloud 10.0.0.1:8001 | without TLS",
                "health --cloud 127.0.0.1:8001 --seconds 0 | the seconds to wait",
            })
    void badWordsAreNamedAndEndWithTwo(String words, String message) {
        Ended ended = run(words.split(" "));
        assertThat(ended.err()).startsWith("cloud: Expected ").contains(message);
        assertThat(ended.status()).isEqualTo(2);
    }

    @Test
    void itHelpsWithEveryOption() {
        Ended ended = run("--host", "0.0.0.0", "--help");
        assertThat(ended.out())
                .startsWith("Usage: cloud [serve] --model")
                .contains("--drain S ")
                .contains("--token-env");
        assertThat(ended.status()).isZero();
        assertThat(run("health", "--help").out()).contains("--cloud HOST:PORT");
    }

    @Test
    void aPlanHasItsDefaultsAndSaysWhatIsWrongInIt() {
        CloudServePlan plan = CloudServePlan.of(List.of("identity"));
        assertThat(plan.host()).isEqualTo("127.0.0.1");
        assertThat(plan.port()).isEqualTo(8001);
        assertThat(plan.limits().limits()).isEqualTo(CloudLimits.DEFAULT);
        assertThat(plan.options().metricsPort()).isNull();
        assertThat(plan.withLimits(plan.limits().withMessage(1).withSeconds(2, 0))
                        .options()
                        .limits()
                        .messageBytes())
                .isEqualTo(1 << 20);
        List<String> none = List.of();
        assertThatThrownBy(() -> CloudServePlan.of(none)).isInstanceOf(InputException.class);
    }
}
