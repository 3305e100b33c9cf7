package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the cloud's commands; CloudMainTest has the server as a process of its own. */
final class CloudServeTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model resnet | Expected the model to be identity or NAME=SOURCE, given resnet",
                "--model identity --model identity | given once, given identity",
                "--model identity --port 70000 | the port to be between 0 and 65535, given 70000",
                "--model identity --host 0.0.0.0 | without TLS",
                "--model identity --tls-cert a.pem | both or neither",
                "--model identity --client-ca a.pem | TLS to be on",
                "--model identity --tls-cert a.pem --tls-key b.pem | a.pem",
                "--model identity --token-file nowhere | nowhere",
                "--model identity --token-file a --token-env B | in a file or in a variable",
                "--model identity --max-seconds 0 | the most seconds of a request",
                "--model identity --max-requests 0 | given 0",
            })
    void badOptionsAreNamedAndEndWithTwo(String options, String message) {
        Cli.Result result = Cli.run(("cloud serve " + options).split(" "));
        assertThat(result.err()).contains(message);
        assertThat(result.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "health --cloud here | HOST:PORT with a port between 1 and 65535, given here",
                "health --cloud 127.0.0.1:0 | given 127.0.0.1:0",
                "health --cloud 10.0.0.1:8001 | without TLS",
                "health --cloud 127.0.0.1:8001 --seconds 0 | the seconds to wait",
                "health --cloud 127.0.0.1:8001 --ca nowhere.pem | nowhere.pem",
                "image --name Cloud | --name to be NAME:TAG",
                "image --name cloud | given cloud",
                "image --name cloud:-x | given cloud:-x",
            })
    void badOptionsOfItsCompanionsToo(String options, String message) {
        Cli.Result result = Cli.run(("cloud " + options).split(" "));
        assertThat(result.err()).contains(message);
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void anImageWithoutAnEngineIsAFailureThatSaysSo() throws IOException, InterruptedException {
        Path errors = temp.resolve("errors.txt");
        ProcessBuilder builder =
                CommandProcess.builder(temp, "", "cloud", "image").redirectError(errors.toFile());
        builder.environment().put("DOCKER_HOST", "unix://" + temp.resolve("none.sock"));
        Process process = CommandProcess.start(builder);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(errors)).contains("Expected a Docker engine that answers");
    }
}
