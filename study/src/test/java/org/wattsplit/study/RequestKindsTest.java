package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.request.Request;

/** Requests of several networks and batch sizes in one workload: each is served as its own kind, by every agent. */
final class RequestKindsTest {
    private static final List<String> AGENTS = List.of(
            "cloud",
            "edge",
            "fastest",
            "energy",
            "random",
            "dynasplit",
            "dynasplit-online",
            "greedy-switching",
            "fixed-setting",
            "held-split",
            "myopic-cost",
            "dynamic-split",
            "planner",
            "clairvoyant");

    @TempDir
    private Path temp;

    private Path data() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("data"));
        Files.writeString(folder.resolve("space.yaml"), """
                name: two-nets
                knobs:
                  - {name: network, kind: categorical, values: [small, large], hardware: false}
                  - {name: batch, kind: numeric, values: [1, 8], hardware: false}
                  - {name: split_layer, kind: numeric, values: [0, 1, 2], hardware: false}
                  - {name: cpu_freq_mhz, kind: numeric, values: [600, 1800], hardware: true}
                cloud_only: {network: small, batch: 1, split_layer: 0, cpu_freq_mhz: 1800}
                edge_only: {network: small, batch: 1, split_layer: 2, cpu_freq_mhz: 1800}
                """);
        StringBuilder rows = new StringBuilder("network,batch,split_layer,cpu_freq_mhz,edge_latency_ms,"
                + "transfer_latency_ms,cloud_latency_ms,edge_energy_j,cloud_cpu_energy_j,accuracy\n");
        for (String network : List.of("small", "large")) {
            double work = network.equals("small") ? 1 : 4;
            for (int batch : List.of(1, 8)) {
                for (int cut = 0; cut <= 2; cut++) {
                    for (int clock : List.of(600, 1800)) {
                        double head = 10.0 * work * batch * cut * 1800 / clock;
                        double away = cut == 2 ? 0 : 30.0 * batch / (cut + 1);
                        rows.append(String.join(
                                ",",
                                network,
                                "" + batch,
                                "" + cut,
                                "" + clock,
                                "" + head,
                                "" + away,
                                "" + away * work / 10,
                                "" + head * clock / 4e5,
                                "" + away / 100,
                                "0.9\n"));
                    }
                }
            }
        }
        Files.writeString(folder.resolve("measurements.csv"), rows);
        StringBuilder requests = new StringBuilder("request_id,deadline_ms,batch,network\n");
        for (int i = 0; i < 60; i++) {
            int batch = i % 3 == 0 ? 8 : 1;
            requests.append(
                    i + "," + batch * (40 + 7 * i % 90) + "," + batch + "," + (i % 4 == 0 ? "large" : "small") + "\n");
        }
        Files.writeString(folder.resolve("workload-mixed.csv"), requests);
        return folder;
    }

    @Test
    void everyAgentServesEachRequestAsTheNetworkAndBatchThatItIs() throws IOException {
        Study study = Study.of(data().toString(), temp.resolve("out"));
        assertThat(study.search(plan -> plan.withStrategy("exhaustive")).evaluations())
                .containsExactly(24);
        study.train("q-table", plan -> plan.withSteps(256, 128));
        List<String> agents = new ArrayList<>(AGENTS);
        study.evaluate(agents.toArray(String[]::new));
        ComparisonResult result = study.compare().comparison();
        double bound = cost(result, "clairvoyant");
        assertThat(result.agents().keySet()).hasSizeGreaterThan(AGENTS.size() - 1);
        result.agents().forEach((agent, figures) -> {
            if (!agent.equals("fastest") && !agent.equals("energy") && !agent.startsWith("dynasplit")) {
                assertThat(figures.costJ().value()).as(agent).isGreaterThanOrEqualTo(bound - 1e-9);
            }
        });
        assertThat(cost(result, "planner")).isLessThanOrEqualTo(cost(result, "random"));
        assertThat(cost(result, "planner")).isLessThanOrEqualTo(cost(result, "cloud"));
        List<Path> logs = logs();
        assertThat(logs).hasSizeGreaterThanOrEqualTo(AGENTS.size());
        for (Path log : logs) {
            for (CSVRecord row : RequestLog.rows(log)) {
                int id = Integer.parseInt(row.get("request_id"));
                assertThat(row.get("batch")).as(log + " " + id).isEqualTo(id % 3 == 0 ? "8" : "1");
                assertThat(row.get("network")).as(log + " " + id).isEqualTo(id % 4 == 0 ? "large" : "small");
                assertThat(row.get("model")).isEqualTo(row.get("network"));
            }
        }
        for (Path log : logs.stream()
                .filter(path -> path.toString().contains("/cloud/"))
                .toList()) {
            assertThat(RequestLog.rows(log))
                    .allMatch(row -> row.get("split_layer").equals("0"));
        }
    }

    private static double cost(ComparisonResult result, String agent) {
        return Objects.requireNonNull(result.agents().get(agent)).costJ().value();
    }

    private List<Path> logs() throws IOException {
        try (var files = Files.walk(temp.resolve("out"))) {
            return files.filter(path -> path.endsWith("requests.csv")).toList();
        }
    }

    @Test
    void aRequestThatNoConfigurationServesIsNamed() throws IOException {
        Path folder = data();
        Files.writeString(folder.resolve("workload-mixed.csv"), "request_id,deadline_ms,batch\n7,40,3\n");
        Study study = Study.of(folder.toString(), temp.resolve("out"));
        study.search(plan -> plan.withStrategy("exhaustive"));
        assertThatThrownBy(() -> study.evaluate("cloud"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("request 7");
    }

    @Test
    void requestsDrawnAlikeKeepEachKindsShareAndDeadlines() throws IOException {
        Workload mixed = DatasetFolder.read(data()).largestWorkload();
        Workload drawn = WorkloadGenerator.like(mixed, "drawn", 20_000, 3);
        Map<String, Integer> counts = new HashMap<>();
        for (Request request : drawn.requests()) {
            counts.merge(request.model() + request.batch(), 1, Integer::sum);
            int batch = request.batch();
            assertThat(request.deadlineMillis()).isBetween(40.0 * batch, 130.0 * batch);
        }
        assertThat(counts.keySet()).containsExactlyInAnyOrder("small1", "small8", "large1", "large8");
        for (String kind : counts.keySet()) {
            long of = IntStream.range(0, 60)
                    .mapToObj(i -> mixed.requests().get(i))
                    .filter(request -> (request.model() + request.batch()).equals(kind))
                    .count();
            assertThat(counts.getOrDefault(kind, 0) / 20_000.0).isBetween(of / 60.0 - 0.02, of / 60.0 + 0.02);
        }
    }
}
