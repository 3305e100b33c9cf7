package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.study.job.Data;

/** Accuracy and lateness have prices that everything counts, on data of another device than the bundled one. */
final class PricedDataTest {
    @TempDir
    private Path temp;

    private static double accuracy(Map<String, AgentFigures> agents, String agent) {
        return Objects.requireNonNull(figures(agents, agent).accuracyPercent());
    }

    private static AgentFigures figures(Map<String, AgentFigures> agents, String agent) {
        return Objects.requireNonNull(agents.get(agent));
    }

    @Test
    void accuracyHasAPriceThatAllCountAndAFloorMasks() throws IOException {
        Path folder = Board.folder(temp);
        String scenario = """
                format: scenario
                version: 1
                scenario:
                  id: Priced-v1
                  description: wrong answers cost
                  testbed: replay
                  weights: {joules_per_miss: 1, wrong_answer_j: %s%s}
                """;
        Map<String, AgentFigures> cheap = run(folder, "cheap", scenario.formatted(0, ""));
        Map<String, AgentFigures> priced = run(folder, "priced", scenario.formatted(20, ""));
        Map<String, AgentFigures> masked = run(folder, "masked", scenario.formatted(0, ", accuracy_floor: 0.85"));
        for (String agent : List.of("planner", "myopic-cost", "held-split")) {
            AgentFigures one = figures(priced, agent);
            assertThat(accuracy(priced, agent)).isGreaterThan(accuracy(cheap, agent));
            assertThat(one.costJ().value())
                    .isCloseTo(
                            Objects.requireNonNull(one.meanEnergyJ()).value()
                                    + one.missedPercent().value() / 100
                                    + 20 * (1 - accuracy(priced, agent) / 100),
                            within(1e-9))
                    .isGreaterThanOrEqualTo(
                            figures(priced, "clairvoyant").costJ().value() - 1e-9);
            assertThat(accuracy(masked, agent)).isCloseTo(90, within(1e-9));
        }
        for (String name : List.of("priced", "masked")) {
            Map<String, String> drawn = new HashMap<>();
            for (String agent : List.of("planner", "myopic-cost", "held-split")) {
                List<Map<String, String>> rows = requests(name, agent);
                double right = rows.stream()
                        .mapToInt(row -> Integer.parseInt(Objects.requireNonNull(row.get("right"))))
                        .average()
                        .orElseThrow();
                // 400 answers: a standard error of at most 0.024.
                double expected = accuracy(name.equals("priced") ? priced : masked, agent) / 100;
                assertThat(right).isCloseTo(expected, within(0.08));
                for (Map<String, String> row : rows) {
                    String key = row.get("request_id") + " " + row.get("split_layer") + " " + row.get("width") + " "
                            + row.get("gpu_mhz");
                    String answer = Objects.requireNonNull(row.get("right"));
                    assertThat(drawn.computeIfAbsent(key, any -> answer)).isEqualTo(answer);
                }
            }
        }
        assertThat(requests("cheap", "planner").get(0)).containsKey("accuracy").doesNotContainKey("right");
        assertThatThrownBy(() -> run(folder, "high", scenario.formatted(0, ", accuracy_floor: 0.95")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("accuracy_floor")
                .hasMessageContaining("at most the best accuracy of an action, 0.9");
        assertThat(new CostWeights(1, 20, 0, 3).cost(2, true, 500, 0.9, 1)).isCloseTo(6.5, within(1e-12));
        assertThat(new CostWeights(1, 20, 0, 3).cost(2, false, -500, 0.9, 1)).isCloseTo(4, within(1e-12));
        // Eight answers, each wrong with a probability of 0.1.
        assertThat(new CostWeights(1, 20, 0, 3).cost(2, false, -500, 0.9, 8)).isCloseTo(18, within(1e-12));
    }

    @Test
    void latenessHasAPriceThatAllCount() throws IOException {
        Path folder = Board.folder(temp);
        String scenario = """
                format: scenario
                version: 1
                scenario:
                  id: Late-v1
                  description: late answers cost more the later they are
                  testbed: replay
                  weights: {joules_per_miss: 0.001, joules_per_late_second: %s}
                """;
        Map<String, AgentFigures> hard = run(folder, "hard", scenario.formatted(0));
        Map<String, AgentFigures> soft = run(folder, "soft", scenario.formatted(50));
        for (String agent : List.of("planner", "myopic-cost", "held-split", "clairvoyant")) {
            AgentFigures one = figures(soft, agent);
            double missed = one.missedPercent().value() / 100;
            double late = lateness(soft, agent);
            assertThat(one.costJ().value())
                    .as(agent)
                    .isCloseTo(
                            Objects.requireNonNull(one.meanEnergyJ()).value() + 0.001 * missed + 50 * late,
                            within(1e-9))
                    .isGreaterThanOrEqualTo(figures(soft, "clairvoyant").costJ().value() - 1e-9);
            assertThat(late).isLessThanOrEqualTo(lateness(hard, agent));
        }
        assertThat(lateness(hard, "planner")).isPositive();
        assertThat(Board.scaled(
                                Data.open(folder.toString()).dataset(),
                                Files.writeString(
                                                temp.resolve("late.yaml"),
                                                scenario.formatted(50)
                                                        .replace(
                                                                "testbed: replay",
                                                                "testbed: model\n  testbed_options: {device: pi4-coral-gpu}"))
                                        .toString())
                        .weights()
                        .joulesPerLateSecond())
                .isPositive()
                .isNotEqualTo(50);
    }

    private static double lateness(Map<String, AgentFigures> agents, String agent) {
        AgentFigures one = figures(agents, agent);
        double missed = one.missedPercent().value() / 100;
        return missed == 0 ? 0 : Objects.requireNonNull(one.exceedanceMs()) / 1000 * missed;
    }

    /** The rows of a run's log, by column. */
    private List<Map<String, String>> requests(String name, String agent) throws IOException {
        List<List<String>> lines =
                Files.readAllLines(temp.resolve(name)
                                .resolve("runs")
                                .resolve(agent)
                                .resolve("seed-1/requests.csv"))
                        .stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> List.of(line.split(",", -1)))
                        .toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < line.size(); i++) {
                row.put(lines.get(0).get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private Map<String, AgentFigures> run(Path folder, String name, String scenario) throws IOException {
        Path file = Files.writeString(temp.resolve(name + ".yaml"), scenario);
        Study study = Study.of(folder.toString(), temp.resolve(name)).scenario(file.toString());
        study.search();
        study.evaluate("planner", "myopic-cost", "held-split", "clairvoyant");
        return study.compare().comparison().agents();
    }
}
