package org.wattsplit.envs.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.framework.testbed.TransitionCost;

final class ScenarioTest {
    @TempDir
    private Path folder;

    private static EnvironmentProvider scenario(String id) {
        return Providers.load("the scenario", EnvironmentProvider.class).get(id);
    }

    @ParameterizedTest
    @CsvSource({"DynaSplit-v1, 137", "DynaSplitFree-v1, 0", "DynaSplitSampled-v1, 137"})
    void anIdMeansOneThing(String id, double reconfigurationMillis) {
        Scenario scenario = scenario(id).scenario();
        assertThat(scenario.testbed()).isEqualTo("replay");
        assertThat(scenario.transition().millis()).isEqualTo(reconfigurationMillis);
        assertThat(scenario.transition().joules()).isZero();
        assertThat(scenario.weights().joulesPerMiss()).isEqualTo(100);
        assertThat(scenario.dynamics()).isEqualTo(Dynamics.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynaSplit-v1",
                "DynaSplitFree-v1",
                "DynaSplitSampled-v1",
                "DynaSplitModel-v1",
                "MobileLink-v1",
                "SharedCloud-v1",
                "HotDevice-v1",
                "Field-v1",
                "LoopbackMobileNetV2-v1",
                "LoopbackVgg16-v1",
                "LoopbackExits-v1",
                "LoopbackSlimmable-v1"
            })
    void theDocumentOfAScenarioIsAFileThatMakesIt(String id) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, scenario(id).document());
        assertThat(ScenarioFile.read(file).scenario()).isEqualTo(scenario(id).scenario());
        assertThat(scenario(id).scenario().id()).isEqualTo(id);
    }

    @Test
    void eachDynamicScenarioMovesWhatItsNameSays() {
        assertThat(scenario("MobileLink-v1").scenario().dynamics().link()).isNotNull();
        assertThat(scenario("SharedCloud-v1").scenario().dynamics().cloudLoad()).isNotNull();
        assertThat(scenario("HotDevice-v1").scenario().dynamics().thermal()).isNotNull();
        assertThat(scenario("HotDevice-v1").scenario().arrivals()).isNotNull();
        assertThat(scenario("Field-v1").scenario().arrivals()).isNotNull();
        assertThat(scenario("Field-v1").scenario().dynamics()).hasNoNullFieldsOrPropertiesExcept("edgeLoad");
    }

    @Test
    void whatAFileLeavesOutIsFreeClosedLoopAndWithoutDynamics() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                format: scenario
                version: 1
                scenario:
                  id: Mine-v1
                  description: as short as can be
                  testbed: replay
                  weights: {joules_per_miss: 50}
                """);
        assertThat(ScenarioFile.read(file).scenario())
                .isEqualTo(new Scenario(
                        "Mine-v1",
                        "as short as can be",
                        "replay",
                        Map.of(),
                        TransitionCost.FREE,
                        new CostWeights(50),
                        null,
                        Dynamics.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "HotDevice-v1, version: 1, version: 2, scenario version 1, given 2",
                "HotDevice-v1, kelvin_per_watt: 10.0, kelvin_per_watt: -1.0, kelvin_per_watt",
                "HotDevice-v1, full_throttle_c: 85.0, full_throttle_c: 70.0, above throttle_c",
                "HotDevice-v1, |process: \"gamma\"|, |process: \"delta\"|, |poisson, gamma, uniform or on-off|",
                "HotDevice-v1, idle_power_w: 2.7, idle_power: 2.7, idle_power",
                "HotDevice-v1, HotDevice-v1, HotDevice, Name-vN",
                "SharedCloud-v1, 0.9, 1.0, below 1",
                "MobileLink-v1, ATT-LTE-driving-2016.up, ATT-LTE-driving.up, other ones than those to test on",
                "Field-v1, first_level: 0.8, first_level: 1.8, first_level",
                "Field-v1, mean_up_seconds: 120.0, mean_up_seconds: 0.0, mean_up_seconds"
            })
    void aFileThatMakesNoSenseIsRefused(String id, String from, String to, String message) throws IOException {
        Path file = folder.resolve("mine.yaml");
        String document = scenario(id).document();
        assertThat(document).contains(from);
        Files.writeString(file, document.replace(from, to));
        assertThatThrownBy(() -> ScenarioFile.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("mine.yaml");
    }

    /** A part of a program's own. */
    @JsonTypeName("wind")
    record Wind(double speedKmh) implements DynamicsPart {
        @Override
        public boolean random() {
            return false;
        }

        @Override
        public Course start(long seed) {
            return new Course() {};
        }
    }

    @Test
    void theDocumentOfAScenarioWithAPartOfOnesOwnNamesItsKindAndIsReadBack() throws IOException {
        Path file = Files.writeString(folder.resolve("windy.yaml"), """
                format: scenario
                version: 1
                scenario:
                  id: Windy-v1
                  description: windy
                  testbed: model
                  weights: {joules_per_miss: 1}
                  dynamics: {parts: [{kind: wind, speed_kmh: 30}]}
                """);
        Registry registry =
                Registry.installed().with(DynamicsPart.Kind.class, DynamicsPart.Kind.of(Wind.class, "it blows"));
        ScenarioFile windy = ScenarioFile.read(file, registry);
        assertThat(windy.document()).contains("kind: \"wind\"").doesNotContain("!<");
        Files.writeString(file, windy.document());
        assertThat(ScenarioFile.read(file, registry)).isEqualTo(windy);
    }
}
