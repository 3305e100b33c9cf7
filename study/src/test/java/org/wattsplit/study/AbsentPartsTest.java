package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.study.job.ScenarioChoice;

/** Data in which something is absent: no energy, no accuracy, no cloud, no edge. The whole job works on what there is. */
final class AbsentPartsTest {
    private static final String CLOUD = "{split_layer: 0, cpu_freq_mhz: 1800}";

    private static final ScenarioChoice PRICED = new ScenarioChoice(null, TraceFolder.DEFAULT, 1.0, null);

    @TempDir
    private Path temp;

    private final List<String> notes = new ArrayList<>();

    private String data(List<Integer> cuts, String cloudOnly, String edgeOnly, boolean energy, boolean accuracy)
            throws IOException {
        Path folder = Files.createDirectory(temp.resolve("data"));
        Files.writeString(folder.resolve("space.yaml"), """
                name: small-net
                knobs:
                  - {name: split_layer, kind: numeric, values: %s, hardware: false}
                  - {name: cpu_freq_mhz, kind: numeric, values: [600, 1800], hardware: true}
                cloud_only: %s
                edge_only: %s
                """.formatted(cuts, cloudOnly, edgeOnly));
        StringBuilder rows =
                new StringBuilder("split_layer,cpu_freq_mhz,edge_latency_ms,transfer_latency_ms,cloud_latency_ms"
                        + (energy ? ",edge_energy_j,cloud_cpu_energy_j" : "") + (accuracy ? ",accuracy" : "") + "\n");
        for (int cut : cuts) {
            for (int clock : List.of(600, 1800)) {
                boolean onEdge = !edgeOnly.equals("null") && cut == cuts.get(cuts.size() - 1);
                double head = 60.0 * cut * 1800 / clock;
                double away = onEdge ? 0 : 90.0 / (cut + 1);
                rows.append(cut + "," + clock + "," + head + "," + away + "," + away / 3);
                rows.append(energy ? "," + head * clock / 1e6 + "," + away / 100 : "");
                rows.append(accuracy ? "," + (0.9 - 0.01 * cut) : "").append('\n');
            }
        }
        Files.writeString(folder.resolve("measurements.csv"), rows);
        Files.writeString(
                folder.resolve("workload-day.csv"),
                IntStream.range(0, 40)
                        .mapToObj(i -> i + "," + (60 + 37 * i % 400))
                        .collect(Collectors.joining("\n", "request_id,deadline_ms\n", "\n")));
        return folder.toString();
    }

    /** All of the job: search, training, evaluation of the usual agents, comparison with a report. */
    private ComparisonResult job(String data, ScenarioChoice scenario) {
        Consumer<String> told = notes::add;
        Study study = Study.of(data, temp.resolve("out")).scenario(scenario).context(context -> context.with(told));
        study.search();
        study.train("q-table", plan -> plan.withSteps(256, 128));
        study.evaluate();
        ComparisonResult result = study.compare().comparison();
        assertThat(temp.resolve("out/report.html")).isNotEmptyFile();
        return result;
    }

    private Set<String> usual(ComparisonResult result) {
        return result.agents().keySet().stream()
                .filter(agent -> !agent.startsWith("q-table"))
                .collect(Collectors.toSet());
    }

    @Test
    void latencyAlone() throws IOException {
        String data = data(List.of(0, 1, 2), CLOUD, "{split_layer: 2, cpu_freq_mhz: 1800}", false, false);
        assertThatThrownBy(() -> job(data, ScenarioChoice.USUAL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the price of a missed deadline")
                .hasMessageContaining("no energy");
        temp = Files.createDirectory(temp.resolve("priced"));
        ComparisonResult result = job(data, PRICED);
        assertThat(usual(result)).contains("planner", "cloud", "edge").doesNotContain("dynasplit");
        assertThat(notes).anyMatch(note -> note.contains("dynasplit") && note.contains("energy"));
        assertThat(result.agents().values()).allSatisfy(agent -> {
            assertThat(agent.meanEnergyJ()).isNull();
            assertThat(agent.costJ().value()).isEqualTo(agent.missedPercent().value() / 100);
        });
    }

    @Test
    void noAccuracy() throws IOException {
        String data = data(List.of(0, 1, 2), CLOUD, "{split_layer: 2, cpu_freq_mhz: 1800}", true, false);
        assertThat(usual(job(data, ScenarioChoice.USUAL))).contains("cloud", "edge", "dynasplit", "clairvoyant");
    }

    @Test
    void edgeAlone() throws IOException {
        String data = data(List.of(1), "null", "{split_layer: 1, cpu_freq_mhz: 1800}", true, true);
        ComparisonResult result = job(data, PRICED);
        assertThat(usual(result)).contains("edge", "planner").doesNotContain("cloud");
        assertThat(Objects.requireNonNull(result.agents().get("planner")).decisions())
                .containsEntry("edge", 100.0);
    }

    @Test
    void cloudAlone() throws IOException {
        String data = data(List.of(0), CLOUD, "null", true, true);
        ComparisonResult result = job(data, ScenarioChoice.USUAL);
        assertThat(usual(result)).contains("cloud", "planner").doesNotContain("edge");
        assertThat(Objects.requireNonNull(result.agents().get("planner")).decisions())
                .containsEntry("cloud", 100.0);
    }

    @Test
    void cutsAloneWithNothingWhollyHereOrThere() throws IOException {
        String data = data(List.of(1, 2), "null", "null", true, true);
        ComparisonResult result = job(data, PRICED);
        assertThat(usual(result)).contains("planner").doesNotContain("edge", "cloud");
        assertThat(Objects.requireNonNull(result.agents().get("planner")).decisions())
                .containsEntry("split", 100.0);
    }
}
