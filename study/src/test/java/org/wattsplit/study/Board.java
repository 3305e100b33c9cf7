package org.wattsplit.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;

/** Measurements of a board that is ten times as fast as the bundled device, with a network of three widths. */
final class Board {
    private static final String SPACE = """
            name: slim
            knobs:
            - {name: split_layer, kind: numeric, values: [0, 1, 2]}
            - {name: width, kind: numeric, values: [0.25, 0.5, 1]}
            - {name: gpu_mhz, kind: numeric, values: [300, 600], hardware: true}
            cloud_only: {split_layer: 0, width: 1, gpu_mhz: 600}
            edge_only: {split_layer: 2, width: 1, gpu_mhz: 600}
            """;

    /** What is known of the place. */
    static final String DEVICE = """
            format: device
            version: 1
            base_mbps: 100
            base_rtt_ms: 1
            idle_power_w: 1
            cloud_idle_power_w: 20
            clock: gpu_mhz
            """;

    private Board() {}

    /** The board as a dataset's folder in another one. */
    static Path folder(Path temp) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("board"));
        Files.writeString(folder.resolve("space.yaml"), SPACE);
        Files.writeString(folder.resolve("device.yaml"), DEVICE);
        List<String> rows = new ArrayList<>(
                List.of("split_layer,width,gpu_mhz,edge_latency_ms,transfer_latency_ms,cloud_latency_ms,edge_energy_j,"
                        + "cloud_cpu_energy_j,accuracy,transfer_bytes"));
        for (int cut = 0; cut <= 2; cut++) {
            for (double width : new double[] {0.25, 0.5, 1}) {
                for (int mhz : new int[] {300, 600}) {
                    double head = cut * width * (4 + 20 * 600.0 / mhz);
                    double bytes = cut == 2 ? 0 : 40_000 * width * (2 - cut);
                    double transfer = cut == 2 ? 0 : 2 + bytes * 8 / 100_000;
                    double tail = 6 * width * (2 - cut);
                    double joules = ((2 + mhz / 200.0) * head + (1 + mhz / 600.0) * (transfer + tail)) / 1000;
                    rows.add(String.format(
                            Locale.ROOT,
                            "%d,%s,%d,%s,%s,%s,%s,%s,%s,%s",
                            cut,
                            width == 1 ? "1" : width,
                            mhz,
                            head,
                            transfer,
                            tail,
                            joules,
                            60 * tail / 1000,
                            width == 1 ? 0.9 : 0.6 + 0.3 * width,
                            bytes));
                }
            }
        }
        Files.writeString(folder.resolve("measurements.csv"), String.join("\n", rows) + "\n");
        StringBuilder requests = new StringBuilder("request_id,deadline_ms\n");
        for (int i = 0; i < 400; i++) {
            requests.append(i).append(',').append(15 + i * 37 % 60).append('\n');
        }
        Files.writeString(folder.resolve("workload-day.csv"), requests);
        return folder;
    }

    /** A scenario of the bundled device, as it is on data. */
    static Scenario scaled(Dataset data, String id) {
        return ScenarioChoice.of(id)
                .provider(data, JobContext.quiet().registry())
                .scenario();
    }
}
