package org.wattsplit.testbed.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wattsplit.testbed.live.FakeLive.CLOUD;
import static org.wattsplit.testbed.live.FakeLive.EDGE;
import static org.wattsplit.testbed.live.FakeLive.MICROS;
import static org.wattsplit.testbed.live.FakeLive.SPLIT;
import static org.wattsplit.testbed.live.FakeLive.request;

import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testkit.TestbedChecker;

/** What a live testbed makes of what its parts tell, and when it puts them back. */
final class LiveTestbedTest {
    @RegisterExtension
    final FakeLive live = new FakeLive();

    private final LiveTestbed testbed = live.testbed;
    private final FakeLive.Cloud cloud = live.cloud;
    private final FakeLive.Clock clock = live.clock;
    private final FakeLive.Counter counter = live.counter;
    private final FakeLive.Time time = live.time;

    @Test
    void itKeepsTheContractOfTestbedsInRealTime() {
        TestbedChecker.check(TestbedFactory.of(testbed.capabilities(), seed -> {
            LiveTestbed session = live.testbed(0);
            session.start();
            return session;
        }));
    }

    @Test
    void eachPartIsWhereItBelongs() {
        testbed.start();
        testbed.onDecision(2_000_000);
        Outcome outcome = testbed.execute(request(100), SPLIT);
        assertThat(outcome.latencyMillis(LatencyPart.DECISION)).hasValue(2);
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(4);
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(6);
        // The encoding is the edge's.
        assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow()).isGreaterThanOrEqualTo(1);
        assertThat(outcome.energyJoules(EnergyPart.EDGE).orElseThrow()).isPositive();
        assertThat(outcome.guarding().state()).isEqualTo("closed");
        assertThat(outcome.guarding().fallback()).isEmpty();
        // A decision counts for one request.
        assertThat(testbed.execute(request(100), SPLIT).latencyMillis(LatencyPart.DECISION))
                .hasValue(0);
    }

    @Test
    void nothingIsSpentInTheCloudWhereNothingCrosses() {
        testbed.start();
        int calls = cloud.deadlines.size();
        Outcome outcome = testbed.execute(request(100), EDGE);
        assertThat(cloud.deadlines).hasSize(calls);
        assertThat(outcome.latencyMillis(LatencyPart.CLOUD)).hasValue(0);
        assertThat(outcome.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0);
    }

    @Test
    void whatTheCloudDoesNotSayIsAbsent() {
        cloud.millis = OptionalDouble.empty();
        testbed.start();
        Outcome outcome = testbed.execute(request(100), CLOUD);
        assertThat(outcome.provenance(LatencyPart.CLOUD)).isEqualTo(Provenance.ABSENT);
        assertThat(outcome.latencyMillis(LatencyPart.TRANSFER)).hasValue(4);
        assertThat(outcome.provenance(EnergyPart.CLOUD_CPU)).isEqualTo(Provenance.ABSENT);
        assertThat(outcome.absences()).containsEntry(EnergyPart.CLOUD_CPU, "the cloud said nothing of it");
    }

    @Test
    void theIdleShareIsAPartOfItsOwnWhereItWasMeasured() {
        try (LiveTestbed quiet = live.testbed(0.05)) {
            assertThat(quiet.capabilities().energyParts()).contains(EnergyPart.EDGE, EnergyPart.IDLE);
            quiet.start();
            cloud.meanwhile = () -> counter.moreJoules = 5;
            Outcome outcome = quiet.execute(request(100), SPLIT);
            // The counter goes on by a joule a millisecond, whatever is done, and by five in this request.
            assertThat(outcome.energyJoules(EnergyPart.EDGE).orElseThrow()).isCloseTo(5, within(1e-6));
            assertThat(outcome.energyJoules(EnergyPart.IDLE).orElseThrow()).isPositive();
            counter.broken = true;
            Outcome silent = quiet.execute(request(100), EDGE);
            assertThat(silent.provenance(EnergyPart.EDGE)).isEqualTo(Provenance.ABSENT);
            assertThat(silent.absences()).containsKeys(EnergyPart.EDGE, EnergyPart.IDLE);
        }
    }

    @Test
    void withoutAReadingThereIsNoIdleBaseline() {
        counter.left.set(1);
        try (LiveTestbed quiet = live.testbed(0.05)) {
            assertThatThrownBy(() -> quiet.start())
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith("meter: No idle baseline: ");
            assertThat(clock.value).isEqualTo("ondemand");
            counter.left.set(Integer.MAX_VALUE);
            // The next reset makes good for it, with parts of its own.
            quiet.start();
            assertThat(quiet.execute(request(100), EDGE).provenance(EnergyPart.IDLE))
                    .isEqualTo(Provenance.MEASURED);
        }
    }

    @Test
    void whatTheMeterDoesNotSayIsAbsent() {
        testbed.start();
        counter.broken = true;
        Outcome outcome = testbed.execute(request(100), EDGE);
        assertThat(outcome.energyJoules(EnergyPart.EDGE)).isEmpty();
        assertThat(outcome.absences().get(EnergyPart.EDGE)).contains("the cable is out");
    }

    @Test
    void aRequestWhoseDeviceWasClosedOnTheWayHasNoOutcome() {
        testbed.start();
        cloud.meanwhile = () -> Objects.requireNonNull(live.device).close();
        assertThatThrownBy(() -> testbed.execute(request(100), SPLIT))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("the device was closed");
    }

    @Test
    void itWaitsUntilARequestComesAndNotWhenItIsLate() {
        testbed.start();
        long begun = time.now.get();
        testbed.awaitTime(500);
        assertThat((time.now.get() - begun) / 1e6).isCloseTo(500, within(MICROS));
        testbed.awaitTime(400);
        assertThat((time.now.get() - begun) / 1e6).isCloseTo(500, within(MICROS));
    }

    @Test
    void theDeviceIsPutBackAlsoWhereOtherPartsDoNotClose() {
        testbed.start();
        assertThat(clock.value).isEqualTo("1800");
        live.sticky = true;
        assertThatThrownBy(testbed::close)
                .hasMessage("meter: does not close")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second).hasMessage("the model is stuck")));
        assertThat(clock.value).isEqualTo("ondemand");
        assertThat(live.closed).containsExactly("last", "model");
        // A second call does nothing.
        testbed.close();
        assertThat(live.closed).hasSize(2);
    }
}
