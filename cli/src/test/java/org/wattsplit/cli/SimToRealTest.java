package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runs sim-to-real} on logs of a replay, as they are and changed by hand. */
final class SimToRealTest {
    @TempDir
    private Path temp;

    private Path run = Path.of("");

    @BeforeEach
    void log() {
        Path pareto = Cli.search(temp, "--strategy", "exhaustive");
        Cli.succeed(Cli.evaluation("synthetic", pareto, "random", temp.resolve("runs"), "--requests", "200"));
        run = temp.resolve("runs/random/seed-1");
    }

    private JsonNode compare() throws IOException {
        Path json = temp.resolve("gap.json");
        Cli.succeed("runs", "sim-to-real", run.toString(), "--data", "synthetic", "--json", json.toString());
        return new ObjectMapper().readTree(json.toFile());
    }

    /** Changes the cells of a column in every row. */
    private void change(String column, UnaryOperator<String> cell) throws IOException {
        Path requests = run.resolve("requests.csv");
        List<String> lines = new ArrayList<>();
        int at = -1;
        for (String line : Files.readAllLines(requests)) {
            String[] cells = line.split(",", -1);
            if (at >= 0) {
                cells[at] = cell.apply(cells[at]);
            } else if (!line.startsWith("#")) {
                at = List.of(cells).indexOf(column);
                assertThat(at).isNotNegative();
            }
            lines.add(String.join(",", cells));
        }
        Files.write(requests, lines);
    }

    @Test
    void aReplayIsWhatItExpects() throws IOException {
        JsonNode result = compare();
        assertThat(result.get("requests").asInt()).isEqualTo(200);
        assertThat(result.get("latency_mape_percent").asDouble()).isLessThan(1e-9);
        assertThat(result.get("energy_mape_percent").asDouble()).isLessThan(1e-9);
        assertThat(result.get("latency_spearman").asDouble()).isGreaterThan(1 - 1e-9);
        assertThat(result.at("/choice/other_percent").asDouble()).isZero();
        assertThat(result.at("/choice/cost_more_j").asDouble()).isZero();
    }

    @Test
    void energyThatWasTwiceTheExpectedIsOffByHalf() throws IOException {
        change("edge_energy_j", cell -> cell.isEmpty() ? cell : String.valueOf(2 * Double.parseDouble(cell)));
        change("cloud_cpu_energy_j", cell -> cell.isEmpty() ? cell : String.valueOf(2 * Double.parseDouble(cell)));
        change("cloud_gpu_energy_j", cell -> cell.isEmpty() ? cell : String.valueOf(2 * Double.parseDouble(cell)));
        JsonNode result = compare();
        assertThat(result.get("energy_mape_percent").asDouble()).isBetween(50 - 1e-9, 50 + 1e-9);
        assertThat(result.get("latency_mape_percent").asDouble()).isLessThan(1e-9);
        assertThat(result.at("/choice/other_percent").asDouble()).isZero();
    }

    @Test
    void voidRequestsAreLeftOutAndCounted() throws IOException {
        Path requests = run.resolve("requests.csv");
        List<String> lines = new ArrayList<>();
        int row = -1;
        for (String line : Files.readAllLines(requests)) {
            if (line.startsWith("#")) {
                lines.add(line);
            } else {
                lines.add(line + (row < 0 ? ",disturbance,void_requests" : row == 59 ? ",a cap,60" : ",,"));
                row++;
            }
        }
        Files.write(requests, lines);
        assertThat(compare().get("requests").asInt()).isEqualTo(140);
        assertThat(Cli.succeed("runs", "sim-to-real", run.toString(), "--data", "synthetic"))
                .contains("60 more requests are void, as the hardware was not as it was set");
        Cli.Result compared = Cli.run("compare", run.toString());
        assertThat(compared.status()).isEqualTo(2);
        assertThat(compared.err()).contains("at most 1 % of its 200").contains("given 60");
        assertThat(Cli.succeed("runs", "show", run.toString())).contains("cost ");
    }

    @Test
    void requestsThatFellBackAreCountedApart() throws IOException {
        change("guard_state", cell -> "open");
        AtomicInteger row = new AtomicInteger();
        change("fallback", cell -> row.getAndIncrement() < 150 ? "the device" : "");
        JsonNode result = compare();
        assertThat(result.get("fell_back").asInt()).isEqualTo(150);
        int served = 0;
        for (JsonNode one : result.get("configurations")) {
            served += one.get("requests").asInt();
        }
        assertThat(served).isEqualTo(50);
    }

    @Test
    void runsInWhichNothingRanAsChosenAreRefused() throws IOException {
        change("fallback", cell -> "edge-only in 3.0 ms after 1.0 ms lost");
        assertThat(Cli.run("runs", "sim-to-real", run.toString(), "--data", "synthetic")
                        .err())
                .contains("requests.csv:");
        change("guard_state", cell -> "open");
        Cli.Result result = Cli.run("runs", "sim-to-real", run.toString(), "--data", "synthetic");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("Expected the runs to be with a request that ran as chosen", "200 that fell back");
    }

    @Test
    void aConfigurationThatTheDataDoesNotKnowIsNamedWithItsPlace() throws IOException {
        change("cpu_freq_mhz", cell -> "17");
        Cli.Result result = Cli.run("runs", "sim-to-real", run.toString(), "--data", "synthetic");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("requests.csv:")
                .contains("cpu_freq_mhz")
                .contains("17");
    }

    @Test
    void runsOfOtherKnobsAreRefused() {
        Cli.Result result = Cli.run("runs", "sim-to-real", run.toString(), "--data", "../docs/examples/my-device");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("the run's knobs");
    }

    @Test
    void aTestbedThatDrawsExpectsNothing() {
        Cli.Result result = Cli.run(
                "runs", "sim-to-real", run.toString(), "--data", "synthetic", "--testbed-option", "outcome=sampled");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("the same outcome under every seed");
    }
}
