package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A microcontroller: its requests take 4 ms and 70 µJ, so figures in J with two decimals would all be 0.00. */
final class SmallDeviceTest {
    private static final Pattern INTERVAL = Pattern.compile("-?[\\d.]+ \\[-?[\\d.]+, -?[\\d.]+]");

    @TempDir
    private Path temp;

    private String described = "";
    private String compared = "";
    private Path report = Path.of("");

    @BeforeEach
    void compare() throws IOException {
        Path data = Files.createDirectory(temp.resolve("microcontroller"));
        Files.writeString(data.resolve("space.yaml"), """
                name: keyword-spotter
                knobs:
                  - {name: split_layer, kind: numeric, values: [0, 1, 2], hardware: false}
                  - {name: clock_mhz, kind: numeric, values: [48, 160], hardware: true}
                constraints: []
                cloud_only: {split_layer: 0, clock_mhz: 160}
                edge_only: {split_layer: 2, clock_mhz: 160}
                """);
        Files.writeString(data.resolve("measurements.csv"), """
                split_layer,clock_mhz,edge_latency_ms,transfer_latency_ms,cloud_latency_ms,edge_energy_j,radio_energy_j
                0,48,0.02,2.1,0.31,0.0000006,0.000181
                0,160,0.01,2.0,0.3,0.0000009,0.00018
                1,48,3.1,0.9,0.2,0.0000313,0.0000712
                1,160,1.1,0.9,0.2,0.0000404,0.0000711
                2,48,9.2,0,0,0.0000512,0
                2,160,4.0,0,0,0.00007,0
                """);
        Files.writeString(data.resolve("workload-day.csv"), """
                request_id,deadline_ms
                0,5
                1,3.5
                2,12
                3,4.2
                4,0.5
                5,30
                6,2.25
                """);
        String pareto = temp.resolve("pareto.json").toString();
        String runs = temp.resolve("runs").toString();
        described = Cli.succeed("datasets", "describe", "--data", data.toString());
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto);
        Cli.succeed(
                "evaluate",
                "--data",
                data.toString(),
                "--pareto",
                pareto,
                "--agents",
                "cloud,edge,planner",
                "--out",
                runs);
        compared = Cli.succeed("compare", runs, "--pareto", pareto);
        report = temp.resolve("runs/report.html");
    }

    @Test
    void theConsoleShowsItInMicrojoules() {
        assertThat(described).contains("energy, µJ    51.20   181.60").contains("latency, ms    2.20     9.20");
        assertThat(compared)
                .contains("cost µJ", "energy µJ", "median ms", "energy by part, µJ")
                .contains(" 70.00 [70.00, 70.00] ")
                .doesNotContain("0.00 [0.00")
                .doesNotContain("0.00 [-0.00");
    }

    @Test
    void theReportShowsTheSameAndSoDoItsAxes() throws IOException {
        Browser.Page page = Browser.find(temp).open(report, 1280, false);
        assertThat(page.console()).isEmpty();
        String shown = page.document().replaceAll("(?s)<script.*?</script>", "").replaceAll("<[^>]*>", "");
        assertThat(shown).doesNotContain("0.00 [0.00").doesNotContain("0.00 [-0.00");
        assertThat(INTERVAL.matcher(compared).results().map(MatchResult::group))
                .hasSizeGreaterThan(15)
                .allMatch(shown::contains);
        assertThat(page.document())
                .contains(">cost µJ<", ">energy µJ<", ">median ms<", ">edge µJ<", ">radio µJ<")
                .contains("271 µJ for a missed deadline")
                .contains(">energy, µJ a request<", ">latency, ms<", ">energy, µJ (mean)<");
    }
}
