package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.datasets.dynasplit.MeasuredData;

/** The main job on the published measurements. */
final class ReproduceDynaSplitTest {
    private static final double PERCENTAGE_POINTS = 0.02;
    private static final double JOULES = 0.05;

    @TempDir
    private static Path temp;

    private static Path data;
    private static JsonNode result;

    @BeforeAll
    static void reproduce() throws IOException {
        data = MeasuredData.folder();
        result = reproduce(data, "out.json");
    }

    private static JsonNode reproduce(Path folder, String name) throws IOException {
        Path json = temp.resolve(name);
        Cli.succeed("reproduce", "dynasplit", "--data", folder.toString(), "--json", json.toString());
        return new ObjectMapper().readTree(json.toFile());
    }

    @ParameterizedTest
    @CsvSource({
        "free, cloud, 1.12, 69.03",
        "free, edge, 52.91, 2.44",
        "free, dynasplit, 1.07, 33.17",
        "free, greedy-switching, 1.07, 33.17",
        "free, planner, 1.07, 32.45",
        "free, clairvoyant, 1.07, 32.45",
        "charged, cloud, 1.12, 69.03",
        "charged, edge, 52.91, 2.44",
        "charged, dynasplit, 31.48, 33.17",
        "charged, greedy-switching, 6.22, 35.18",
        "charged, planner, 2.22, 32.12",
        "charged, clairvoyant, 1.78, 32.14",
    })
    void everyCellOfR1IsReached(String rule, String agent, double missedPercent, double meanJoules) {
        JsonNode cell = result.at("/r1/" + rule + "/" + agent);
        assertThat(cell.get("missed_percent").asDouble()).isCloseTo(missedPercent, within(PERCENTAGE_POINTS));
        assertThat(cell.get("mean_energy_j").asDouble()).isCloseTo(meanJoules, within(JOULES));
    }

    @ParameterizedTest
    @CsvSource({
        "cloud, 96.2, 68.59, 69.06, 1",
        "edge, 426.0, 2.417, 2.440, 12",
        "fastest, 97.4, 68.59, 68.99, 2",
        "energy, 434.0, 2.409, 2.425, 13",
        "dynasplit, 438.9, 2.334, 19.22, 2",
        "dynasplit-exhaustive, 442.9, 2.229, 17.20, 3",
    })
    void theTestbedTableIsRecomputedFromItsRows(
            String strategy, double medianMillis, double medianJoules, double meanJoules, int missed) {
        JsonNode row = result.at("/testbed/" + strategy);
        assertThat(row.get("median_latency_ms").asDouble()).isCloseTo(medianMillis, within(0.06));
        assertThat(row.get("median_energy_j").asDouble()).isCloseTo(medianJoules, within(0.005));
        assertThat(row.get("mean_energy_j").asDouble()).isCloseTo(meanJoules, within(0.005));
        assertThat(row.get("missed").asInt()).isEqualTo(missed);
    }

    @ParameterizedTest
    @CsvSource({
        "two-objective front, 13, 43.36",
        "three-objective front, 18, 37.08",
        "front per hardware setting, 70, 34.34",
        "all measured, 747, 34.34",
    })
    void whatThePlannerReachesDependsOnTheActionSet(String name, int actions, double cost) {
        JsonNode set = result.get("action_sets").get(name);
        assertThat(set.get("actions").asInt()).isEqualTo(actions);
        assertThat(set.get("planner_cost_j").asDouble()).isCloseTo(cost, within(JOULES));
    }

    @Test
    void theBestFixedSettingCostsWhatIsPublished() {
        assertThat(result.at("/r1/charged/fixed-setting/cost_j").asDouble()).isCloseTo(34.35, within(JOULES));
    }

    @Test
    void shuffledRowsGiveTheSameResult() throws IOException {
        Path copy = copy("shuffled", line -> line);
        for (Path file : files(copy)) {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            Collections.shuffle(lines.subList(1, lines.size()), new Random(3));
            Files.write(file, lines);
        }
        assertThat(reproduce(copy, "shuffled.json")).isEqualTo(result);
    }

    @Test
    void doubledEnergiesDoubleStaticAgentsAndLeaveTheOthersToChooseAnew() throws IOException {
        JsonNode doubled = reproduce(copyWithDoubledEnergies(), "doubled.json");
        for (String agent : List.of("cloud", "edge")) {
            for (String rule : List.of("free", "charged")) {
                String path = "/r1/" + rule + "/" + agent + "/mean_energy_j";
                assertThat(doubled.at(path).asDouble())
                        .isCloseTo(2 * result.at(path).asDouble(), within(1e-9));
            }
            String path = "/testbed/" + agent + "/mean_energy_j";
            assertThat(doubled.at(path).asDouble())
                    .isCloseTo(2 * result.at(path).asDouble(), within(1e-9));
        }
        JsonNode planner = doubled.at("/r1/charged/planner");
        JsonNode before = result.at("/r1/charged/planner");
        double oldChoices = 2 * before.get("mean_energy_j").asDouble()
                + before.get("missed_percent").asDouble();
        assertThat(planner.get("cost_j").asDouble()).isLessThan(oldChoices);
        assertThat(planner.get("missed_percent").asDouble())
                .isNotEqualTo(before.get("missed_percent").asDouble());
        assertThat(planner.at("/published/mean_energy_j").asDouble()).isEqualTo(32.12);
    }

    @Test
    void separateCommandsGiveTheSameResult() throws IOException {
        Path folder = temp.resolve("vgg16");
        Path pareto = temp.resolve("pareto.json");
        Path json = temp.resolve("comparison.json");
        Cli.succeed("datasets", "import", "--from", data.toString(), "--out", folder.toString());
        Cli.succeed("search", "--data", folder.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        for (String scenario : List.of("DynaSplit-v1", "DynaSplitFree-v1")) {
            Path runs = temp.resolve(scenario);
            Cli.succeed(
                    "evaluate",
                    "--data",
                    folder.toString(),
                    "--pareto",
                    pareto.toString(),
                    "--scenario",
                    scenario,
                    "--out",
                    runs.toString());
            Cli.succeed("compare", runs.toString(), "--json", json.toString());
            JsonNode agents = new ObjectMapper().readTree(json.toFile()).get("agents");
            JsonNode expected = result.at(scenario.equals("DynaSplit-v1") ? "/r1/charged" : "/r1/free");
            // The usual agents, of which held-split came after the reproduction.
            assertThat(agents).hasSize(expected.size() + 1);
            expected.properties().forEach(entry -> {
                JsonNode figures = agents.get(entry.getKey());
                assertThat(figures.at("/missed_percent/value").asDouble())
                        .isCloseTo(entry.getValue().get("missed_percent").asDouble(), within(1e-9));
                assertThat(figures.at("/mean_energy_j/value").asDouble())
                        .isCloseTo(entry.getValue().get("mean_energy_j").asDouble(), within(1e-9));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"nsga2", "nsga3"})
    void evolutionarySearchesNearTheFrontAtAFifthOfTheSpace(String strategy) throws IOException {
        Path json = temp.resolve(strategy + ".json");
        Cli.succeed(
                "search",
                "--data",
                data.toString(),
                "--strategy",
                strategy,
                "--budget",
                "20%",
                "--seeds",
                "10",
                "--json",
                json.toString());
        JsonNode search = new ObjectMapper().readTree(json.toFile());
        assertThat(search.get("budget").asInt()).isEqualTo(184);
        assertThat(search.at("/quality/hypervolume_ratio/median").asDouble()).isGreaterThanOrEqualTo(0.995);
        assertThat(search.get("evaluations")).isEqualTo(search.get("distinct"));
        assertThat(search.get("evaluations")).hasSize(10).allMatch(count -> count.asInt() == 184);
    }

    @Test
    void theSurrogateReachesTheFrontAtAFifthOfTheSpace() throws IOException {
        Path json = temp.resolve("surrogate.json");
        Cli.succeed("search", "--data", data.toString(), "--budget", "20%", "--seeds", "3", "--json", json.toString());
        JsonNode search = new ObjectMapper().readTree(json.toFile());
        assertThat(search.get("strategy").asText()).isEqualTo("surrogate");
        assertThat(search.at("/quality/hypervolume_ratio/min").asDouble()).isGreaterThanOrEqualTo(0.995);
        assertThat(search.at("/quality/hypervolume_ratio/median").asDouble()).isGreaterThanOrEqualTo(0.998);
        assertThat(search.get("evaluations")).isEqualTo(search.get("distinct"));
    }

    private interface LineEdit {
        String of(String line);
    }

    private static Path copy(String name, LineEdit edit) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        for (Path file : files(data)) {
            Files.write(
                    folder.resolve(file.getFileName()),
                    Files.readAllLines(file).stream().map(edit::of).toList());
        }
        return folder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    private static Path copyWithDoubledEnergies() throws IOException {
        Set<String> energies =
                Set.of("energy", "avg energy edge (J)", "avg energy cloud (J)", "avg energy cloud gpu (J)");
        Path folder = copy("doubled", line -> line);
        for (Path file : files(folder)) {
            List<String> lines = Files.readAllLines(file);
            List<String> columns = List.of(lines.get(0).split(",", -1));
            List<String> edited = new ArrayList<>(List.of(lines.get(0)));
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                for (int i = 0; i < cells.length; i++) {
                    if (energies.contains(columns.get(i))) {
                        cells[i] = String.valueOf(2 * Double.parseDouble(cells[i]));
                    }
                }
                edited.add(String.join(",", cells));
            }
            Files.write(file, edited);
        }
        return folder;
    }
}
