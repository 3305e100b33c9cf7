package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ArrivalSpec;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.testbed.model.DeviceCoefficients;

/**
 * Every field of what a run depends on is changed in one small way, and whoever goes on from what was made before says so.
 * The fields are those that the records have: one that is added is changed, too, and one that nobody knows how to change
 * fails.
 */
final class InputMatrixTest {
    /** The traces that there are, all alike. */
    private static final List<String> TRACES = List.of("a.csv", "b.csv", "c.csv", "d.csv");

    private static final Dynamics.Outages OUTAGES = new Dynamics.Outages(30, 2);

    /** The bundled device, with what it does not say. */
    private static final Path DEVICE = Path.of("target", "answering-device.yaml");

    /** Everything that a scenario can say; a link follows traces or levels, and a change takes it from one to the other. */
    private static final Scenario FULL = new Scenario(
            "Full-v1",
            "all there is",
            "model",
            Map.of("device", DEVICE.toString()),
            new TransitionCost(137, 0.5),
            new CostWeights(100),
            new ArrivalSpec("gamma", 0.9, 1.5, 0, 0),
            new Dynamics(
                    new Dynamics.Link(50, List.of("a.csv", "b.csv"), List.of("c.csv"), null),
                    OUTAGES,
                    new Dynamics.CloudLoad(new Dynamics.Levels(List.of(0.1, 0.5), 8)),
                    OUTAGES,
                    new Dynamics.EdgeLoad(new Dynamics.Levels(List.of(0.2, 0.4), 6)),
                    new Thermal(45, 10, 60, 80, 85, 0.33),
                    new Dynamics.Battery(1000, 0.9, 2, 0.2),
                    new Dynamics.Estimates(500, 400, 0.2),
                    2.7,
                    1.5,
                    List.of(new Hum(0.5))));

    /** What a program adds to the dynamics. */
    @JsonTypeName("hum")
    record Hum(double share) implements DynamicsPart {
        @Override
        public boolean random() {
            return false;
        }

        @Override
        public Course start(long seed) {
            return new Course() {
                @Override
                public double linkShare(double timeMillis) {
                    return share;
                }
            };
        }
    }

    /** What takes more than another digit, by path. */
    private static final Map<String, Object> OTHERS = Map.ofEntries(
            Map.entry("id", "Other-v1"),
            Map.entry("testbed", "elsewhere"),
            Map.entry("testbed_options", Map.of("device", DEVICE.toString(), "noise", "repeats")),
            Map.entry("arrivals.process", "poisson"),
            Map.entry(
                    "dynamics.link",
                    new Dynamics.Link(50, List.of(), List.of(), new Dynamics.Levels(List.of(8.0, 20.0), 8))),
            Map.entry("dynamics.link.train_traces", List.of("b.csv", "a.csv")),
            Map.entry("dynamics.link.test_traces", List.of("d.csv")),
            Map.entry("dynamics.link.downlink_factor", 2.0),
            Map.entry("dynamics.cloud_load.levels", new Dynamics.Levels(List.of(0.1, 0.5), 0, List.of(8.0, 9.0))),
            Map.entry("dynamics.edge_load.levels", new Dynamics.Levels(List.of(0.2, 0.4), 0, List.of(8.0, 9.0))),
            Map.entry(
                    "transition.changes",
                    List.of(new TransitionCost.Change(Map.of("edge_accelerator", "off"), Map.of(), 9, 0))),
            Map.entry("dynamics.parts", List.of(new Hum(0.51))));

    @TempDir
    private static Path shared = Path.of("");

    private static @Nullable Dataset dataset;

    @TempDir
    private Path temp;

    static Stream<String> scenarioFields() {
        List<String> paths = new ArrayList<>();
        RecordChange.paths("", Scenario.class, paths);
        // Words about it change nothing.
        assertThat(paths.remove("description")).isTrue();
        return paths.stream();
    }

    /** What is changed for a field: the record that it is in, where it excludes others of it. */
    private static String changed(String field) {
        return field.startsWith("dynamics.link.levels.") || field.startsWith("dynamics.link.fading.")
                ? "dynamics.link"
                : field.endsWith(".dwell_s") ? field.substring(0, field.lastIndexOf('.')) : field;
    }

    /** The testbed {@code model} under another name. */
    private static final class Elsewhere implements TestbedProvider {
        private final TestbedProvider model = JobContext.quiet()
                .registry()
                .of("a testbed", TestbedProvider.class)
                .get("model");

        @Override
        public String name() {
            return "elsewhere";
        }

        @Override
        public String description() {
            return model.description();
        }

        @Override
        public Capabilities describe(TestbedContext context) {
            return model.describe(context);
        }

        @Override
        public Testbed open(TestbedContext context, long seed) {
            return model.open(context, seed);
        }

        @Override
        public Map<String, String> inputs(TestbedContext context) {
            return model.inputs(context);
        }

        @Override
        public Set<String> options() {
            return model.options();
        }
    }

    private static Study study(Path out, Scenario scenario) {
        return study(out, scenario, shared.resolve("traces"));
    }

    private static Study study(Path out, Scenario scenario, Path traces) {
        Path file = out.resolve(scenario.id() + "-" + scenario.hashCode() + ".yaml");
        ScenarioFile.of(scenario).write(file);
        return Study.of(Objects.requireNonNull(dataset), out)
                .with(DynamicsPart.Kind.class, DynamicsPart.Kind.of(Hum.class, "a hum"))
                .testbed(new Elsewhere())
                .scenario(new ScenarioChoice(file.toString(), traces, null, null));
    }

    private static DeviceCoefficients answering(DeviceCoefficients of) {
        return new DeviceCoefficients(
                of.header(),
                of.device(),
                of.network(),
                of.referenceMhz(),
                of.tensorBytes(),
                of.accuracy(),
                of.edge(),
                of.link(),
                of.cloud(),
                of.noise(),
                4_000.0);
    }

    @BeforeAll
    static void begin() throws IOException {
        Dataset whole = Data.open("pi4-coral-gpu").dataset();
        Workload few = whole.largestWorkload().first(40);
        dataset = new Dataset(whole.name(), whole.model(), whole.space(), null, Map.of("few", few), Map.of());
        answering(DeviceCoefficients.of("pi4-coral-gpu")).write(DEVICE);
        Files.createDirectory(shared.resolve("traces"));
        for (String trace : TRACES) {
            Files.writeString(shared.resolve("traces").resolve(trace), "time_ms,mbps\n0,8\n1000,20\n2000,3\n");
        }
        study(shared, FULL).search(plan -> plan.withStrategy("random").withBudget(Budget.parse("16")));
        study(shared, FULL).train("linucb", plan -> plan.withSteps(128, 128));
        study(shared, FULL).evaluate("cloud");
    }

    @ParameterizedTest
    @MethodSource("scenarioFields")
    void aFieldOfTheScenarioIsTold(String field) throws IOException {
        Scenario other = RecordChange.of(FULL, changed(field), OTHERS);
        assertThat(other).isNotEqualTo(FULL);
        String told = "scenario." + changed(field);
        assertThatThrownBy(() -> study(shared, other).existing(Existing.RESUME).evaluate("cloud"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("depends_on." + told);
        assertThatThrownBy(() -> study(shared, other)
                        .existing(Existing.RESUME)
                        .train("linucb", plan -> plan.withSteps(256, 128)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(told);

        Path run = Files.createDirectories(temp.resolve("runs/cloud/seed-1"));
        for (String file : List.of("run.json", "requests.csv", "timing.csv")) {
            Files.copy(shared.resolve("runs/cloud/seed-1").resolve(file), run.resolve(file));
        }
        Files.copy(shared.resolve("pareto.json"), temp.resolve("pareto.json"));
        study(temp, other).evaluate("edge");
        assertThatThrownBy(() -> study(temp, other).compare())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aDigitOfATraceIsTold() throws IOException {
        for (String trace : TRACES) {
            Files.writeString(
                    temp.resolve(trace),
                    Files.readString(shared.resolve("traces").resolve(trace)).replace(",20", ",21"));
        }
        assertThatThrownBy(() ->
                        study(shared, FULL, temp).existing(Existing.RESUME).evaluate("cloud"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("depends_on.trace.c.csv");
        assertThatThrownBy(() -> study(shared, FULL, temp)
                        .existing(Existing.RESUME)
                        .train("linucb", plan -> plan.withSteps(256, 128)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("trace.");
    }

    @Test
    void anotherPolicyInTheSamePlaceIsTold() throws IOException {
        Files.copy(shared.resolve("pareto.json"), temp.resolve("pareto.json"));
        Study first = study(temp, FULL);
        first.train("linucb", plan -> plan.withSteps(128, 128));
        first.evaluate("cloud");
        Study second = study(temp, FULL).existing(Existing.REPLACE);
        second.train("linucb", plan -> plan.withSteps(256, 256));
        assertThatThrownBy(() -> second.existing(Existing.RESUME).evaluate("cloud"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("header.inputs.policy");
    }
}
