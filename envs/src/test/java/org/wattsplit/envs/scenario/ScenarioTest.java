package org.wattsplit.envs.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.provider.Providers;

final class ScenarioTest {
    @ParameterizedTest
    @CsvSource({"DynaSplit-v1, 137", "DynaSplitFree-v1, 0", "DynaSplitSampled-v1, 137"})
    void anIdMeansOneThing(String id, double reconfigurationMillis) {
        Scenario scenario = Providers.load("the scenario", EnvironmentProvider.class)
                .get(id)
                .scenario();
        assertThat(scenario.testbed()).isEqualTo("replay");
        assertThat(scenario.transition().millis(0, 1)).isEqualTo(reconfigurationMillis);
        assertThat(scenario.transition().millis(1, 1)).isZero();
        assertThat(scenario.transition().joules(0, 1)).isZero();
        assertThat(scenario.weights().joulesPerMiss()).isEqualTo(100);
    }
}
