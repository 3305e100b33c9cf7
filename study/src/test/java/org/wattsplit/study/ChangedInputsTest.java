package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.testbed.model.DeviceCoefficients;

/** What a run depends on is changed in one small way: whoever goes on from what was made before says so. */
final class ChangedInputsTest {
    private static final String SCENARIO = """
            format: scenario
            version: 1
            scenario:
              id: Mine-v1
              description: mine
              testbed: replay
              transition: {millis: 20}
              weights: {joules_per_miss: 100}
            """;

    @TempDir
    private Path temp;

    private Path data = Path.of("");
    private Path scenario = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        data = Files.createDirectory(temp.resolve("data"));
        try (Stream<Path> files = Files.list(Path.of("../docs/examples/my-device"))) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
        scenario = Files.writeString(temp.resolve("mine.yaml"), SCENARIO);
        out = temp.resolve("out");
        Study study = study();
        study.search(plan -> plan.withStrategy("exhaustive"));
        study.train("linucb", plan -> plan.withSteps(128, 128));
        study.evaluate(plan -> plan.withRequests(20), "planner");
    }

    private Study study() {
        return Study.of(data.toString(), out).scenario(scenario.toString());
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "joules_per_miss: 100, joules_per_miss: 150, scenario.weights.joules_per_miss",
        "millis: 20, millis: 21, scenario.transition.millis",
        "testbed: replay, 'testbed: replay\n  testbed_options: {outcome: sampled}', scenario.testbed_options.outcome",
        "transition:, 'arrivals: {process: poisson, per_second: 2}\n  transition:', scenario.arrivals"
    })
    void aScenarioEditedUnderItsIdIsAnotherOne(String from, String to, String field) throws IOException {
        replace(scenario, from, to);
        Study later = study();
        assertThatThrownBy(() -> later.existing(Existing.RESUME).evaluate(plan -> plan.withRequests(20), "planner"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("depends_on." + field);
        assertThatThrownBy(() -> study().existing(Existing.RESUME).train("linucb", plan -> plan.withSteps(256, 128)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(field);
        study().evaluate(plan -> plan.withRequests(20), "edge");
        assertThatThrownBy(() -> study().compare())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(field)
                .hasMessageContaining(Path.of("runs", "edge", "seed-1").toString())
                .hasMessageContaining("allow it to differ");
        assertThat(study().compare(plan -> plan.withAllowed(List.of("scenario")))
                        .comparison()
                        .caveats())
                .anySatisfy(
                        caveat -> assertThat(caveat).contains("as was allowed").contains(field));
    }

    @Test
    void theParetoSetOfOtherRunsIsNotShownBesideThese() {
        Path other = temp.resolve("other.json");
        Study.of(data.toString(), temp.resolve("elsewhere"))
                .search(plan -> plan.withStrategy("random")
                        .withBudget(Budget.parse("3"))
                        .into(other, Existing.REFUSE));
        assertThatThrownBy(() -> CompareJob.run(
                        ComparePlan.of(out.resolve("runs"), other).build(), JobContext.quiet()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected the Pareto set to be that of the runs");
    }

    @Test
    void aDigitOfTheTableMakesTheParetoSetStaleWhereverItIsUsed() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("measurements.csv"));
        String last = lines.get(lines.size() - 1);
        int digit = last.length() - 1;
        while (!Character.isDigit(last.charAt(digit))) {
            digit--;
        }
        char other = last.charAt(digit) == '7' ? '8' : '7';
        replace(data.resolve("measurements.csv"), last, last.substring(0, digit) + other + last.substring(digit + 1));
        for (Runnable use : List.<Runnable>of(
                () -> study().evaluate(plan -> plan.withRequests(20), "edge"),
                () -> study().existing(Existing.RESUME).train("linucb", plan -> plan.withSteps(256, 128)))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("measurements")
                    .hasMessageContaining("search again");
        }
    }

    @Test
    void aDeadlineOfTheWorkloadMakesOtherRunsAndOtherTrainings() throws IOException {
        Path workload = data.resolve("workload-day.csv");
        List<String> lines = Files.readAllLines(workload);
        String first = lines.get(lines.size() - 1);
        replace(workload, first, first.replaceFirst("([0-9.]+)$", "777"));
        assertThatThrownBy(() -> study().existing(Existing.RESUME).evaluate("planner"))
                .hasMessageContaining("depends_on.workload");
        assertThatThrownBy(() -> study().existing(Existing.RESUME).train("linucb", plan -> plan.withSteps(256, 128)))
                .hasMessageContaining("requests");
        study().evaluate("edge");
        assertThatThrownBy(() -> study().compare()).hasMessageContaining("workload");
    }

    @Test
    void aSearchMadeAnewOnOtherDataIsAnotherParetoSet() throws IOException {
        study().existing(Existing.REPLACE)
                .search(plan -> plan.withStrategy("random").withSeed(3));
        study().evaluate(plan -> plan.withRequests(20), "edge");
        assertThatCode(() -> study().compare(plan -> plan.withAllowed(List.of("pareto_set"))))
                .doesNotThrowAnyException();
    }

    /** A study on a device model of one's own, as a file. */
    private Study modelled(Path device) throws IOException {
        Path own = Files.writeString(
                temp.resolve("modelled.yaml"),
                SCENARIO.replace("testbed: replay", "testbed: model\n  testbed_options: {device: '" + device + "'}"));
        return Study.of("pi4-coral-gpu", temp.resolve("modelled")).scenario(own.toString());
    }

    @Test
    void aDeviceModelThatHasChangedMakesTheParetoSetStale() throws IOException {
        Path device = temp.resolve("device.yaml");
        try (InputStream bundled = DeviceCoefficients.class.getResourceAsStream("pi4-coral-gpu.yaml")) {
            Files.copy(Objects.requireNonNull(bundled), device);
        }
        UnaryOperator<SearchPlan.Builder> searched = plan -> plan.withStrategy("random")
                .withBudget(Budget.parse("20"))
                .withTestbed(new TestbedChoice("model", Map.of("device", device.toString())));
        modelled(device).search(searched);
        modelled(device).existing(Existing.RESUME).search(searched);
        modelled(device).evaluate(plan -> plan.withRequests(5), "held-split", "fixed-setting");
        replace(device, "reference_mhz: 1800.0", "reference_mhz: 1700.0");
        assertThatThrownBy(() -> modelled(device).evaluate(plan -> plan.withRequests(5), "myopic-cost"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("device of " + device)
                .hasMessageContaining("search again");
        assertThatThrownBy(() -> modelled(device).existing(Existing.RESUME).search(searched))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the one that is resumed");
        assertThatThrownBy(() -> modelled(device).train("linucb", plan -> plan.withSteps(128, 128)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("search again");
        Path pareto = temp.resolve("modelled/pareto.json");
        List<String> older = Files.readAllLines(pareto).stream()
                .filter(line -> !line.contains("testbed.model.device"))
                .toList();
        String text = String.join("\n", older).replaceAll(",\\s*}", "}");
        Files.writeString(pareto, text);
        modelled(device).evaluate(plan -> plan.withRequests(5), "myopic-cost");
    }
}
