package org.wattsplit.envs.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.testkit.EnvironmentChecker;
import org.wattsplit.framework.testkit.TestbedChecker;

final class SchedulingEnvironmentTest {
    private static final Workload THREE = new Workload(
            "three", true, List.of(new Request(0, "m", 0, 15), new Request(1, "m", 0, 20), new Request(2, "m", 0, 25)));

    private final TinyTestbed testbed = new TinyTestbed();
    private final ActionSet actions = ActionSet.of(
            TinyTestbed.SPACE,
            TinyTestbed.SPACE.stream().map(TinyTestbed::expected).toList());
    private final SchedulingEnvironment environment =
            new SchedulingEnvironment(testbed, THREE, actions, CostWeights.R1);

    @Test
    void keepsGymnasiumsContract() {
        EnvironmentChecker.check(environment);
        TestbedChecker.check(new TinyTestbed());
        assertThat(testbed.closed).isPositive();
    }

    @Test
    void observesDeadlineSettingAndConditions() {
        assertThat(environment.observationSpace().names()).containsExactly("deadline_ms", "setting", "estimate_age_ms");
        assertThat(environment.reset(1, ResetOptions.DEFAULT).observation()).isEqualTo(Observation.of(15, 0, 0));
        Step step = environment.step(1);
        assertThat(step.observation()).isEqualTo(Observation.of(20, 1, 20));
        assertThat(step.info().conditions().value(Condition.ESTIMATE_AGE_MS)).hasValue(0);
    }

    @Test
    void theRewardIsMinusEnergyAndThePriceOfAMiss() {
        environment.reset(1, ResetOptions.DEFAULT);
        Step missed = environment.step(1);
        assertThat(missed.reward()).isEqualTo(-107);
        assertThat(missed.info().missed()).isTrue();
        assertThat(missed.info().reward().energyJoules()).isEqualTo(7);
        assertThat(missed.info().reward().accuracyLoss()).isCloseTo(0.1, within(1e-12));
        Step onTime = environment.step(1);
        assertThat(onTime.reward()).isEqualTo(-7);
        assertThat(onTime.info().startMillis()).isEqualTo(20);
        assertThat(onTime.info().settingBefore()).isEqualTo(1);
    }

    @Test
    void theLastRequestTerminatesAndNothingTruncates() {
        environment.reset(1, ResetOptions.DEFAULT);
        assertThat(environment.step(0).terminated()).isFalse();
        assertThat(environment.step(0).terminated()).isFalse();
        Step last = environment.step(0);
        assertThat(last.terminated()).isTrue();
        assertThat(last.truncated()).isFalse();
        assertThat(last.observation().deadlineMillis()).isEqualTo(25);
        assertThatThrownBy(() -> environment.step(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEpisodeMayBeginLater() {
        assertThat(environment.reset(1, new ResetOptions(2)).observation().deadlineMillis())
                .isEqualTo(25);
        assertThat(environment.step(0).terminated()).isTrue();
        assertThatThrownBy(() -> environment.reset(1, new ResetOptions(3))).hasMessageContaining("first_request");
    }

    @Test
    void arrivalTimesAreRefusedUntilDevicesHaveQueues() {
        Workload open = new Workload("open", false, THREE.requests());
        assertThatThrownBy(() -> new SchedulingEnvironment(testbed, open, actions, CostWeights.R1))
                .hasMessageContaining("workload open to be closed-loop");
    }
}
