package org.wattsplit.testbed.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wattsplit.testbed.live.FakeLive.CLOUD;
import static org.wattsplit.testbed.live.FakeLive.EDGE;
import static org.wattsplit.testbed.live.FakeLive.EDGE_MILLIS;
import static org.wattsplit.testbed.live.FakeLive.MICROS;
import static org.wattsplit.testbed.live.FakeLive.TENSOR;
import static org.wattsplit.testbed.live.FakeLive.configuration;
import static org.wattsplit.testbed.live.FakeLive.down;
import static org.wattsplit.testbed.live.FakeLive.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.tensor.Tensor;

/** What a live testbed does with a cloud that fails, and how long it waits for one. */
final class LateCloudTest {
    @RegisterExtension
    final FakeLive live = new FakeLive();

    private final LiveTestbed testbed = live.testbed;
    private final FakeLive.Cloud cloud = live.cloud;
    private final FakeLive.Clock clock = live.clock;
    private final FakeLive.Net network = live.network;

    @Test
    void theEdgeStandsInForACloudThatFailsAndItsOutcomeSaysSo() {
        testbed.start();
        cloud.failure = down();
        Outcome outcome = testbed.execute(request(100), CLOUD);
        assertThat(outcome.guarding().fallback())
                .matches("edge-only in [0-9.]+ ms after [0-9.]+ ms lost; transfer: nobody is there");
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(0);
        testbed.execute(request(100), CLOUD);
        testbed.execute(request(100), CLOUD);
        // The guard has opened: nothing is asked of the cloud any more.
        int calls = cloud.deadlines.size();
        assertThat(testbed.conditions().value(Condition.CLOUD_GUARD)).hasValue(1);
        Outcome guarded = testbed.execute(request(100), CLOUD);
        assertThat(cloud.deadlines).hasSize(calls);
        assertThat(guarded.guarding().state()).isEqualTo("open");
        assertThat(guarded.guarding().fallback()).contains("the guard is open");
        assertThat(guarded.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0);
    }

    @Test
    void aCallLeavesTheEdgeItsTimeWhereTheDeadlineAllows() {
        testbed.start();
        testbed.execute(request(1000), CLOUD);
        // The edge takes 40 ms by the table, three tenths less by what it took to warm up, and a quarter more at the
        // most.
        assertThat(cloud.lastMillis()).isCloseTo(1000 - 1.25 * 0.7 * EDGE_MILLIS - 5, within(MICROS));
    }

    @Test
    void timeOfTheHeadIsTakenFromTheCall() {
        testbed.start();
        network.headNanos = 30_000_000;
        Outcome outcome = testbed.execute(request(1000), CLOUD);
        assertThat(cloud.lastMillis()).isCloseTo(1000 - 30 - 1.25 * 0.7 * EDGE_MILLIS - 5, within(MICROS));
        // The encoding takes 1 ms.
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isCloseTo(31, within(MICROS));
    }

    @Test
    void aCallGetsAllThatIsLeftWhereTheEdgeCouldNotKeepTheDeadlineAnyway() {
        testbed.start();
        // At the frequency that was not run yet the edge takes 1.25 times 40 ms, and 5.
        Configuration slow = configuration("0", "600");
        testbed.execute(request(62), slow);
        assertThat(cloud.lastMillis()).isLessThanOrEqualTo(62).isCloseTo(62, within(MICROS));
        testbed.execute(request(1), slow);
        // Three times what the table says, as no deadline is a bound there.
        assertThat(cloud.lastMillis()).isEqualTo(30);
    }

    @Test
    void aCloudThatIsDownDoesNotKeepARunFromBeginning() {
        cloud.failure = down();
        testbed.start();
        // One tail was asked for, and the others were not waited for.
        assertThat(cloud.loads).isEqualTo(1);
        assertThat(testbed.execute(request(100), EDGE).guarding().fallback()).isEmpty();
    }

    @Test
    void aCloudThatWillNeverDoKeepsARunFromBeginning() {
        cloud.failure = new TestbedException("cloud", false, "there is no such tail");
        assertThatThrownBy(() -> testbed.start()).hasMessage("cloud: there is no such tail");
        testbed.close();
        assertThat(clock.value).isEqualTo("ondemand");
    }

    @Test
    void aCloudThatRunsAnotherNetworkIsRefused() {
        cloud.instead = Tensor.of(TENSOR.shape(), 1, 3);
        assertThatThrownBy(() -> testbed.start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the cloud's output of net");
    }
}
