package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report, as a browser shows it. */
final class ReportTest {
    private static final List<String> CHARTS =
            List.of("trade", "front", "convergence", "latency", "decisions", "switches", "energy");
    private static final int TRAININGS = 2;

    @TempDir
    private static Path shared = Path.of("");

    private static Path report = Path.of("");
    private static Path json = Path.of("");

    @TempDir
    private Path temp;

    @BeforeAll
    static void quickstart() {
        Path out = shared.resolve("quickstart");
        Cli.succeed("quickstart", "--data", "synthetic", "--steps", "0", "--out", out.toString());
        report = out.resolve("report.html");
        json = out.resolve("comparison.json");
    }

    @Test
    void everyChartIsDrawnWithoutAWordOnTheConsole() throws IOException {
        Browser browser = Browser.find(temp);
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {1280, 400}) {
                Browser.Page page = browser.open(report, width, dark);
                assertThat(page.console())
                        .as("width " + width + ", dark " + dark)
                        .isEmpty();
                assertThat(page.document().contains("data-charts=\"" + CHARTS.size() + "\""))
                        .as("number of charts at width " + width)
                        .isTrue();
                for (String chart : CHARTS) {
                    assertThat(marks(page.document(), chart))
                            .as("marks of chart " + chart + " at width " + width)
                            .isPositive();
                }
            }
        }
    }

    /** How many marks a chart has that are no part of its axes, legends and titles. */
    private static int marks(String document, String chart) {
        return marks(document, chart, "symbol|rule|line|area|rect");
    }

    /** The same, of some kinds only. */
    private static int marks(String document, String chart, String kinds) {
        int from = document.indexOf("id=\"chart-" + chart + "\"");
        assertThat(from).as("chart " + chart).isPositive();
        String rest = document.substring(from);
        String svg = rest.substring(0, rest.indexOf("</svg>"));
        Matcher groups = Pattern.compile("<g class=\"mark-(" + kinds
                        + ")[^\"]*\"[^>]*aria-roledescription=[^>]*mark container[^>]*>(.*?)</g>")
                .matcher(svg);
        int marks = 0;
        while (groups.find()) {
            marks += groups.group(2).split("<(path|line|rect)", -1).length - 1;
        }
        return marks;
    }

    @Test
    void everyNumberOfItsTablesIsTheJsons() throws IOException {
        JsonNode comparison = new ObjectMapper().readTree(json.toFile());
        String document = Browser.find(temp).open(report, 1280, false).document();
        Matcher cells = Pattern.compile("<td data-path=\"([^\"]+)\" data-value=\"([^\"]+)\">([^< ]+)")
                .matcher(document);
        List<String> paths = new ArrayList<>();
        while (cells.find()) {
            JsonNode node = comparison;
            for (String step : steps(cells.group(1))) {
                node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
            }
            double value = node.asDouble();
            assertThat(Double.parseDouble(cells.group(2))).as(cells.group(1)).isEqualTo(value);
            assertThat(Double.parseDouble(cells.group(3)))
                    .as(cells.group(1))
                    .isEqualTo(Double.parseDouble(String.format(Locale.ROOT, "%.2f", value)), within(value));
            paths.add(cells.group(1));
        }
        assertThat(paths).doesNotHaveDuplicates();
        comparison
                .get("agents")
                .fieldNames()
                .forEachRemaining(agent -> assertThat(paths)
                        .contains(
                                "agents." + agent + ".cost_j.value",
                                "agents." + agent + ".missed_percent.value",
                                "agents." + agent + ".mean_energy_j.value",
                                "agents." + agent + ".energy_parts_j.edge_energy_j",
                                "agents." + agent + ".end_settings.1.percent"));
        assertThat(paths).contains("differences.0.cost_j.value");
    }

    /** Rounding of halves may differ by a hundredth. */
    private static Offset<Double> within(double value) {
        return Offset.offset(0.01 + 1e-9 * Math.abs(value));
    }

    private static String[] steps(String path) {
        return path.split("\\.", -1);
    }

    @Test
    void itSaysWhatWonFirstAndHowItWasMade() throws IOException {
        JsonNode comparison = new ObjectMapper().readTree(json.toFile());
        String document = Browser.find(temp).open(report, 1280, false).document();
        int words = document.indexOf("id=\"words\"");
        assertThat(words).isPositive().isLessThan(document.indexOf("id=\"chart-trade\""));
        assertThat(document.substring(words, words + 400))
                .contains(comparison.get("winner").asText())
                .contains(" J a request [");
        assertThat(document)
                .contains("wattsplit search --data synthetic --out ")
                .contains("wattsplit evaluate --data synthetic --pareto ")
                .contains("wattsplit compare ")
                .contains("Not known, and in no total: radio, idle");
    }

    @Test
    void itIsToldWhichAgentsTheRunsDoNotTellFromTheWinner() throws IOException {
        String winner = new ObjectMapper().readTree(json.toFile()).get("winner").asText();
        assertThat(Files.readString(report)).containsPattern("\"tied\":\\[[^]]*\"" + winner + "\"");
    }

    @Test
    void itIsOneSmallFileThatNeedsNoOther() throws IOException {
        assertThat(Files.size(report)).isLessThan(3_000_000);
        String page = Files.readString(report);
        String own = page.substring(0, page.indexOf("<script type=\"application/json\""));
        assertThat(own).doesNotContain("src=").doesNotContain("<link").contains("default-src 'none'");
    }

    @Test
    void aNameThatLooksLikeMarkupStaysText() throws IOException {
        Path runs = runsOn("</script><b id=evil>");
        Browser.Page page = Browser.find(temp).open(runs.resolve("report.html"), 1280, false);
        assertThat(page.console()).isEmpty();
        assertThat(page.document()).doesNotContain("<b id").contains("&lt;/script&gt;&lt;b id=evil&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*DATA*/", "/*REPORT*/", "/*SCRIPTS*/", "$1 \\\\", "<!--<script>", "\u2028\u2029"})
    void aNameThatLooksLikePartOfThePageStaysText(String name) throws IOException {
        Path runs = runsOn(name);
        Path report = runs.resolve("report.html");
        String dataset = data(report).get("comparison").get("dataset").asText();
        assertThat(dataset).isEqualTo(name.replace("\\\\", "\\"));
        Browser.Page page = Browser.find(temp).open(report, 1280, false);
        assertThat(page.console()).isEmpty();
        assertThat(page.document()).contains("data-charts=");
    }

    @Test
    void noScriptButItsOwnRuns() throws IOException {
        String page = Files.readString(report);
        assertThat(page).contains("default-src 'none'").doesNotContain("'unsafe-inline'");
        for (String evil : List.of(
                "<script>document.documentElement.dataset.evil = 1</script>",
                "<img src=x onerror=\"document.documentElement.dataset.evil = 1\">")) {
            Path changed = Files.writeString(temp.resolve("changed.html"), page.replace("<main>", "<main>" + evil));
            Browser.Page shown = Browser.find(temp).open(changed, 1280, false);
            assertThat(shown.document()).doesNotContain("data-evil").contains("data-charts=");
            assertThat(shown.console()).anyMatch(line -> line.contains("Content Security Policy"));
        }
    }

    /** The report of runs on data of that name, as it stands in JSON. */
    private Path runsOn(String dataset) throws IOException {
        Path runs = temp.resolve("runs");
        Path pareto = shared.resolve("quickstart/pareto.json");
        Cli.succeed(Cli.evaluation("synthetic", pareto, "cloud,edge", runs, "--requests", "50"));
        for (String agent : List.of("cloud", "edge")) {
            Path manifest = runs.resolve(agent + "/seed-1/run.json");
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replace("\"dataset\" : \"synthetic\"", "\"dataset\" : \"" + dataset + "\""));
        }
        Cli.succeed("compare", runs.toString());
        return runs;
    }

    @Test
    void learningCurvesAreDrawnOneLineATraining() throws IOException {
        Path policies = temp.resolve("policies");
        String folder = "thompson:policy=" + policies;
        String file = "thompson:policy=" + policies.resolve("seed-2/best.policy");
        Path runs = temp.resolve("runs");
        trainAndEvaluate(policies, folder + "," + file + ",planner", runs);
        Cli.succeed("compare", runs.toString());
        Path page = runs.resolve("report.html");
        JsonNode curves = data(page).get("curves");
        assertThat(curves).hasSize(TRAININGS + 1);
        for (JsonNode curve : curves) {
            List<String> points = new ArrayList<>(List.of("steps,cost_j,missed_percent,energy_j"));
            curve.get("points")
                    .forEach(point -> points.add(String.join(
                            ",",
                            point.get("steps").asText(),
                            point.get("cost_joules").asText(),
                            point.get("missed_percent").asText(),
                            point.get("energy_joules").asText())));
            assertThat(Path.of(curve.get("file").asText())).hasContent(String.join("\n", points) + "\n");
        }
        assertThat(curves).extracting(curve -> curve.get("agent").asText()).containsExactly(folder, folder, file);
        Browser.Page shown = Browser.find(temp).open(page, 1280, false);
        assertThat(shown.console()).isEmpty();
        assertThat(shown.document()).contains("Learning curves on validation requests");
        assertThat(marks(shown.document(), "learning")).isEqualTo(TRAININGS + 1);
        List<String> figures =
                List.of("edge_percent", "split_percent", "cloud_percent", "distinct_actions", "squared_error");
        for (JsonNode curve : curves) {
            assertThat(curve.get("figures"))
                    .extracting(figure -> figure.get("name").asText())
                    .isEqualTo(figures);
            assertThat(figures(curve)).isEqualTo(rows(Path.of(curve.get("file").asText())));
        }
        assertThat(marks(shown.document(), "learned", "line")).isEqualTo(figures.size() * (TRAININGS + 1));
        // No Pareto set was named, so nothing of a search is drawn.
        int others = CHARTS.size() - 2;
        assertThat(shown.document()).contains("Figures of the learning", "data-charts=\"" + (others + 2) + "\"");

        for (int seed = 1; seed <= TRAININGS; seed++) {
            Files.delete(policies.resolve("seed-" + seed + "/figures.csv"));
        }
        Cli.succeed("compare", runs.toString(), "--overwrite");
        shown = Browser.find(temp).open(page, 1280, false);
        assertThat(shown.console()).isEmpty();
        assertThat(shown.document())
                .contains("Learning curves", "data-charts=\"" + (others + 1) + "\"")
                .doesNotContain("Figures of the learning");

        Path corrupt = policies.resolve("seed-2/curve.csv");
        Files.writeString(corrupt, Files.readString(corrupt).replaceFirst("\n0,", "\nnone,"));
        Cli.Result refused = Cli.run("compare", runs.toString(), "--overwrite");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(corrupt + ":2:1: Expected steps to be a whole number");
        assertThat(refused.out()).isEmpty();

        Files.move(policies, temp.resolve("elsewhere"));
        Cli.succeed("compare", runs.toString(), "--overwrite");
        assertThat(data(page).get("curves")).isEmpty();
        shown = Browser.find(temp).open(page, 1280, false);
        assertThat(shown.console()).isEmpty();
        assertThat(shown.document()).doesNotContain("Learning curves").doesNotContain("#learning");
    }

    /** A curve's figures by steps and name. */
    private static Map<String, Double> figures(JsonNode curve) {
        Map<String, Double> all = new TreeMap<>();
        for (JsonNode figure : curve.get("figures")) {
            for (JsonNode point : figure.get("points")) {
                all.put(
                        point.get("steps").asText() + " " + figure.get("name").asText(),
                        point.get("value").asDouble());
            }
        }
        return all;
    }

    /** The same, of the file beside a curve. */
    private static Map<String, Double> rows(Path curve) throws IOException {
        Map<String, Double> all = new TreeMap<>();
        List<String> lines = Files.readAllLines(curve.resolveSibling("figures.csv"));
        String[] columns = lines.get(0).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int i = 1; i < columns.length; i++) {
                if (!cells[i].isEmpty()) {
                    all.put(cells[0] + " " + columns[i], Double.parseDouble(cells[i]));
                }
            }
        }
        return all;
    }

    /** Trains some policies, and has agents, those of the policies among them, run. */
    private static void trainAndEvaluate(Path policies, String agents, Path runs) {
        Path pareto = shared.resolve("quickstart/pareto.json");
        String seeds = String.valueOf(TRAININGS);
        Cli.succeed(
                "train",
                "--data",
                "synthetic",
                "--pareto",
                pareto.toString(),
                "--agent",
                "thompson",
                "--steps",
                "400",
                "--evaluate-every",
                "100",
                "--seeds",
                seeds,
                "--out",
                policies.toString());
        Cli.succeed(Cli.evaluation("synthetic", pareto, agents, runs, "--requests", "50", "--seeds", seeds));
    }

    private static JsonNode data(Path page) throws IOException {
        String text = Files.readString(page);
        String start = "id=\"wattsplit-data\">";
        int from = text.indexOf(start) + start.length();
        return new ObjectMapper().readTree(text.substring(from, text.indexOf("</script>", from)));
    }

    @Test
    void aReportThatIsThereStaysUnlessAskedOtherwise() throws IOException {
        Path runs = shared.resolve("quickstart/runs");
        Files.writeString(runs.resolve("report.html"), "mine");
        assertThat(Cli.succeed("compare", runs.toString())).contains("kept").contains("--overwrite");
        assertThat(runs.resolve("report.html")).hasContent("mine");
        Cli.Result named = Cli.run(
                "compare",
                runs.toString(),
                "--report",
                runs.resolve("report.html").toString());
        assertThat(named.status()).isEqualTo(2);
        assertThat(named.err()).contains("report.html already exists");
        Cli.succeed("compare", runs.toString(), "--overwrite");
        assertThat(Files.size(runs.resolve("report.html"))).isGreaterThan(100_000);
    }
}
