package org.wattsplit.testbed.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudHealth;

/** The image as the engine sees it, without a stand-in's help. */
@ExtendWith(CloudImage.class)
final class CloudImageIT {
    private static final int SECONDS = 180;

    private static String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + output)
                .isZero();
        return output;
    }

    @Test
    void itTurnsHealthyAsAnOrdinaryUserThatWritesToItsVolumesOnly() throws Exception {
        String container = docker(
                "run",
                "--detach",
                "--read-only",
                "--cap-drop=ALL",
                "--memory=512m",
                "--health-interval=1s",
                "--publish=127.0.0.1::8001",
                CloudImage.NAME,
                "--plain-text",
                "--model=identity",
                "--metrics-port=9090",
                "--idle-w=20",
                "--core-w=10");
        try {
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            String health = "starting";
            while (health.equals("starting") && System.nanoTime() < end) {
                Thread.sleep(200);
                health = docker("inspect", "--format={{.State.Health.Status}}", container);
            }
            assertThat(health).as(docker("logs", container)).isEqualTo("healthy");
            assertThat(docker("logs", container))
                    .contains("ready: 0.0.0.0:8001, models identity")
                    .contains("9090/metrics");
            assertThat(docker("top", container, "-eo", "pid,uid").lines().skip(1))
                    .isNotEmpty()
                    .allMatch(process -> process.endsWith(" 10001"));
            assertThat(docker("diff", container)).isEmpty();
            String port = docker("port", container, "8001");
            assertThat(CloudHealth.of(port).serves()).isTrue();
            // It stops when told, in time: nothing between the engine and the server swallows the signal.
            docker("stop", "--time=120", container);
            assertThat(docker("inspect", "--format={{.State.ExitCode}}", container))
                    .isEqualTo("143");
            assertThatThrownBy(() -> CloudHealth.of(port).withSeconds(2).serves())
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("transfer: " + port);
        } finally {
            docker("rm", "--force", "--volumes", container);
        }
    }

    @Test
    void itSaysWhatItIsAndHelpsWithoutArguments() throws Exception {
        assertThat(docker("inspect", "--format={{json .Config.Labels}}", CloudImage.NAME))
                .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
                .contains("org.opencontainers.image.version");
        assertThat(docker("run", "--rm", CloudImage.NAME)).contains("Usage: cloud [serve] --model");
    }

    @Test
    void plainTextIsServedOnlyWhereItIsAllowed() throws Exception {
        String container = docker("run", "--detach", CloudImage.NAME, "--model=identity");
        try {
            assertThat(docker("wait", container)).isEqualTo("2");
            assertThat(docker("logs", container)).contains("without TLS");
        } finally {
            docker("rm", "--force", "--volumes", container);
        }
    }
}
