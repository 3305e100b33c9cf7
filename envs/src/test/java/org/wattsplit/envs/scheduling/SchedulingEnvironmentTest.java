package org.wattsplit.envs.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wattsplit.envs.TinyTestbed;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.ArrivalSpec;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.TestbedFactory;
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
            new SchedulingEnvironment(TestbedFactory.of(testbed), THREE, actions, CostWeights.R1, null);

    @Test
    void keepsGymnasiumsContract() {
        EnvironmentChecker.check(environment);
        TestbedChecker.check(TestbedFactory.of(new TinyTestbed()));
        assertThat(testbed.closed()).isPositive();
    }

    /** As a policy of a whole device has it on one that lacks some hardware. */
    @Test
    void whatTheTestbedCannotExecuteIsMaskedAndRefused() {
        ConfigurationSpace fewer = TinyTestbed.SPACE.restrictedTo(
                "the fast clock is missing",
                TinyTestbed.SPACE.stream()
                        .filter(one -> one.value("clock").equals("600"))
                        .toList());
        SchedulingEnvironment limited = new SchedulingEnvironment(
                TestbedFactory.of(new TinyTestbed(fewer)), THREE, actions, CostWeights.R1, null);
        EnvironmentChecker.check(limited);
        ActionMask mask = limited.reset(1, ResetOptions.DEFAULT).mask();
        assertThat(IntStream.range(0, 4).mapToObj(mask::allows)).containsExactly(true, false, true, false);
        assertThatThrownBy(() -> limited.step(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one that the mask allows")
                .hasMessageContaining("1800");
        assertThat(limited.step(2).info().mask().allows(3)).isFalse();
    }

    @Test
    void anEnvironmentWithoutAnyActionIsAnError() {
        ActionSet fast = ActionSet.of(TinyTestbed.SPACE, List.of(actions.expected(1)));
        ConfigurationSpace slow = TinyTestbed.SPACE.restrictedTo("slow", List.of(actions.configuration(0)));
        assertThatThrownBy(() -> new SchedulingEnvironment(
                        TestbedFactory.of(new TinyTestbed(slow)), THREE, fast, CostWeights.R1, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("some that the testbed can execute");
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
    void requestsThatArriveByThemselvesWaitForTheDevice() {
        Workload open = new Workload(
                "open",
                false,
                List.of(new Request(0, "m", 5, 15), new Request(1, "m", 6, 30), new Request(2, "m", 90, 25)));
        SchedulingEnvironment queueing =
                new SchedulingEnvironment(TestbedFactory.of(testbed), open, actions, CostWeights.R1, null);
        EnvironmentChecker.check(queueing);
        assertThat(queueing.observationSpace().names())
                .containsExactly("deadline_ms", "setting", "estimate_age_ms", "queue_length", "queue_wait_ms");
        // The device is free when the first arrives, at 5; the second is not there yet.
        assertThat(queueing.reset(1, ResetOptions.DEFAULT).observation()).isEqualTo(Observation.of(15, 0, 5, 0, 0));
        Step first = queueing.step(1);
        assertThat(first.info().outcome().latencyMillis()).isEqualTo(20);
        assertThat(first.info().startMillis()).isEqualTo(5);
        // The second waited from 6 to 25 and has 11 of its 30 ms left.
        assertThat(first.observation()).isEqualTo(Observation.of(11, 1, 25, 0, 19));
        Step second = queueing.step(1);
        assertThat(second.info().outcome().latencyMillis()).isEqualTo(39);
        assertThat(second.info().outcome().latencyMillis(LatencyPart.QUEUE)).hasValue(19);
        assertThat(second.info().missed()).isTrue();
        // That is also what the testbed is given, while the log keeps the request's own.
        assertThat(testbed.deadlineMillis()).isEqualTo(11);
        assertThat(second.info().request().deadlineMillis()).isEqualTo(30);
        assertThat(second.reward()).isEqualTo(-107);
        // Nobody waits from 45 to 90.
        assertThat(second.observation()).isEqualTo(Observation.of(25, 1, 90, 0, 0));
    }

    @Test
    void theQueueIsCountedWhenAnotherIsServed() {
        Workload burst = new Workload(
                "burst",
                false,
                List.of(new Request(0, "m", 0, 15), new Request(1, "m", 1, 30), new Request(2, "m", 2, 25)));
        SchedulingEnvironment queueing =
                new SchedulingEnvironment(TestbedFactory.of(testbed), burst, actions, CostWeights.R1, null);
        queueing.reset(1, ResetOptions.DEFAULT);
        // From 0 to 10 the first is served; then the second is, and the third waits behind it.
        assertThat(queueing.step(0).observation()).isEqualTo(Observation.of(21, 0, 10, 1, 9));
    }

    @Test
    void inAClosedLoopARequestArrivesWhenTheOneBeforeItIsAnswered() {
        environment.reset(1, ResetOptions.DEFAULT);
        Step first = environment.step(1);
        Step second = environment.step(0);
        assertThat(first.info().request().arrivalMillis()).isZero();
        assertThat(second.info().request().arrivalMillis())
                .isEqualTo(first.info().outcome().latencyMillis())
                .isEqualTo(second.info().startMillis());
    }

    @Test
    void aScenarioDrawsItsArrivalsAnewInEveryEpisode() {
        ArrivalSpec poisson = new ArrivalSpec("poisson", 50, 0, 0, 0);
        SchedulingEnvironment queueing =
                new SchedulingEnvironment(TestbedFactory.of(testbed), THREE, actions, CostWeights.R1, poisson);
        EnvironmentChecker.check(queueing);
        queueing.reset(1, ResetOptions.DEFAULT);
        double one = queueing.step(0).info().request().arrivalMillis();
        queueing.reset(2, ResetOptions.DEFAULT);
        double two = queueing.step(0).info().request().arrivalMillis();
        queueing.reset(1, ResetOptions.DEFAULT);
        assertThat(queueing.step(0).info().request().arrivalMillis())
                .isEqualTo(one)
                .isNotEqualTo(two);
    }
}
