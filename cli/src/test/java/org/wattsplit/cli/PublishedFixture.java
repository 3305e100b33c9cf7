package org.wattsplit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Made-up files in the published format and in the folders of a clone. */
final class PublishedFixture {
    private static final int LAYERS = 19;

    private PublishedFixture() {}

    /** ViT: no accuracy in the pool, edge accelerator always off. */
    static Path vit(Path folder) throws IOException {
        Path workload = Files.createDirectories(folder.resolve("data/workload"));
        for (int count : List.of(50, 10_000)) {
            List<String> requests = new ArrayList<>(List.of("Index,Network,Latency"));
            for (int i = 0; i < count; i++) {
                requests.add(i + ",vit," + (120 + (i * 7919L) % 4000));
            }
            Files.write(workload.resolve("network_latency_" + count + "_samples.csv"), requests);
        }
        String columns = "latency,energy,avg energy edge (J),avg latency edge (ms),avg latency cloud (ms),"
                + "avg latency transfer (ms),avg energy cloud (J),avg energy cloud gpu (J)";
        List<String> pool = new ArrayList<>(List.of(columns + ",cpu-freq,layer,edge-accelerator,server-accelerator"));
        for (int layer = 0; layer <= LAYERS; layer++) {
            for (int clock = 600; clock <= 1800; clock += 600) {
                pool.add(row(layer, clock) + "," + clock + ".0," + layer + ".0,off,"
                        + (layer < LAYERS ? "True" : "False"));
            }
        }
        Files.write(
                Files.createDirectories(folder.resolve("data/simulation pool")).resolve("simulation_pool_vit.csv"),
                pool);
        Files.write(
                Files.createDirectories(folder.resolve("results/testbed")).resolve("experiment_progress_vit.csv"),
                List.of(
                        columns + ",index,qos,strategy,cpu-freq,layer,edge-accelerator,server-accelerator",
                        row(3, 1800) + ",0,500.0,splinter:latency,1800,3,off,True"));
        return folder;
    }

    private static String row(int layer, int clock) {
        double edgeMillis = 10 + layer * 3_600_000.0 / clock / 10;
        double cloudMillis = layer == LAYERS ? 0 : 5.0 * (LAYERS - layer) + 20;
        double transferMillis = layer == LAYERS ? 0 : 10;
        double edgeJoules = edgeMillis * clock / 400_000;
        double cloudJoules = cloudMillis * 0.9;
        return String.format(
                Locale.ROOT,
                "%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f",
                edgeMillis + cloudMillis + transferMillis,
                edgeJoules + cloudJoules,
                edgeJoules,
                edgeMillis,
                cloudMillis,
                transferMillis,
                cloudJoules,
                cloudJoules / 20);
    }
}
