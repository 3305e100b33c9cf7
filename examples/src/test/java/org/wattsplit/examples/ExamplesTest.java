package org.wattsplit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.testkit.LearnerChecker;
import org.wattsplit.study.Study;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.testbed.power.WindowEnergy;

/** Every example runs, and what it adds takes part. */
final class ExamplesTest {
    @TempDir
    private Path out;

    @Test
    void aStudyInJavaEndsWithAReport() {
        CompareResult result = StudyInJava.run(out, 1920, 200);
        assertThat(result.report()).isNotEmptyFile();
        assertThat(result.comparison().agents()).containsKeys("planner", "ppo:policy=" + out.resolve("ppo"));
    }

    @Test
    void anOwnAgentIsCompared() {
        assertThat(OwnAgent.run(out, 200).comparison().agents()).containsKeys("frugal", "planner");
    }

    @Test
    void anOwnLearnerIsTrainedAndCompared() {
        assertThat(OwnLearner.run(out, 640, 200).comparison().agents())
                .containsKeys("averages:policy=" + out.resolve("averages"), "planner");
        assertThat(out.resolve("averages/seed-1/figures.csv"))
                .content()
                .startsWith(
                        "steps,edge_percent,split_percent,cloud_percent,distinct_actions,absolute_error_j\n0,,,,,\n");
    }

    @Test
    void anOwnLearnerKeepsTheContract() {
        LearnerProvider provider = new OwnLearner.Provider();
        Study.of("synthetic", out).search();
        ActionSet actions =
                ActionSet.of(ParetoSetFile.read(out.resolve("pareto.json")).toParetoSet(), provider.actionSet());
        Dataset dataset = DataSource.open("synthetic", null);
        Workload requests = dataset.largestWorkload();
        ScenarioSetup setup = ScenarioSetup.of("DynaSplit-v1", dataset);
        Supplier<Learner> learners =
                () -> provider.create(setup.context(actions, requests, new SplittableRandom(1), Map.of(), List.of()));
        try (Environment environment = setup.environment(requests, actions)) {
            LearnerChecker.check(learners, provider.resumesExactly(), environment);
        }
    }

    @Test
    void anOwnPartOfTheDynamicsMovesTheWorldAndIsObserved() throws IOException {
        assertThat(OwnDynamics.run(out, 400).comparison().agents()).containsKeys("listener", "fixed-setting");
        List<String> lines = Files.readAllLines(out.resolve("runs/listener/seed-1/requests.csv"));
        int head = (int) lines.stream().takeWhile(line -> line.startsWith("#")).count();
        int column = List.of(lines.get(head).split(",")).indexOf("oven_on");
        assertThat(lines.stream().skip(head + 1).map(line -> line.split(",", -1)[column]))
                .hasSize(400)
                .containsOnly("0.0", "1.0")
                .contains("0.0", "1.0");
    }

    @Test
    void anOwnMeterIsNamedByAFileAndRead() throws Exception {
        Path watts = Files.writeString(out.resolve("watts.txt"), "2.5\n");
        Path testbed = testbed("{kind: watts-file, path: " + watts + ", covers: the bench, period_ms: 400}", "");
        // As long as six readings take: four that lie in it as a whole are needed.
        assertThat(OwnMeter.measure(testbed, Duration.ofMillis(2_400)))
                .isInstanceOfSatisfying(
                        WindowEnergy.Known.class,
                        known -> assertThat(known.joules()).isGreaterThanOrEqualTo(2.5 * 2.4 - 1e-6));
    }

    @Test
    void anOwnHardwareKnobIsSetAndPutBack() throws IOException {
        Path level = Files.writeString(out.resolve("level"), "0");
        Path testbed =
                testbed("{kind: utilisation, idle_w: 2, core_w: 1}", "{kind: fan, path: " + level + ", most: 4}");
        assertThat(OwnKnob.set(testbed, "2")).isPositive();
        assertThat(level).hasContent("0");
        assertThatThrownBy(() -> OwnKnob.set(testbed, "5"))
                .hasMessageContaining("Expected fan_level to be between 0 and 4, given 5");
    }

    @Test
    void anOwnCodecIsComparedWithTheOthers() {
        assertThat(OwnCodec.compare(List.of(1), 20).coded()).anySatisfy(one -> {
            assertThat(one.codec()).isEqualTo("sign");
            assertThat(one.accuracy()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void anOwnImporterMakesADatasetThatAStudyTakes() throws IOException {
        Path sheets = Files.createDirectories(out.resolve("sheets"));
        StringBuilder sheet = new StringBuilder("cut,mhz,edge s,net s,cloud s,edge J\n");
        for (int cut = 0; cut <= 2; cut++) {
            for (int mhz = 600; mhz <= 1200; mhz += 600) {
                double edge = 0.05 * cut * 1200 / mhz;
                sheet.append(cut + "," + mhz + "," + edge + "," + (cut == 2 ? 0 : 0.02) + "," + 0.01 * (2 - cut) + ","
                        + (1 + edge * mhz / 400) + "\n");
            }
        }
        Files.writeString(sheets.resolve("lab.csv"), sheet);
        Path data = out.resolve("lab");
        assertThat(OwnImporter.run(sheets, data).remarks()).containsExactly("6 rows");
        Study study = Study.of(data.toString(), out.resolve("study"));
        study.search();
        study.evaluate("planner", "edge");
        assertThat(study.compare().comparison().agents()).containsKeys("planner", "edge");
    }

    private Path testbed(String meter, String knob) throws IOException {
        return Files.writeString(out.resolve("testbed.yaml"), """
                format: testbed
                version: 1
                network: {name: mobilenetv2}
                device:
                  knobs: [%s]
                meter: %s
                cloud: {address: loopback}
                """.formatted(knob, meter));
    }

    @Test
    void aWrappedEnvironmentIsTrainedAndEvaluatedIn() {
        CompareResult result = OwnWrapper.run(out, 640, 200);
        assertThat(result.comparison().scenario()).isEqualTo("Strict-v1");
    }
}
