package org.wattsplit.testbed.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattsplit.testbed.live.FakeLive.CLOUD;
import static org.wattsplit.testbed.live.FakeLive.FAST;
import static org.wattsplit.testbed.live.FakeLive.configuration;
import static org.wattsplit.testbed.live.FakeLive.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wattsplit.framework.outcome.Outcome;

/** What a live testbed does with a device that refuses a setting. */
final class RefusedSettingTest {
    @RegisterExtension
    final FakeLive live = new FakeLive();

    private final LiveTestbed testbed = live.testbed;
    private final FakeLive.Clock clock = live.clock;

    @Test
    void aRefusedValueCostsTheSettingAndNotTheRequest() {
        testbed.start();
        clock.refused = "600";
        Outcome outcome = testbed.execute(request(100), configuration("0", "600"));
        assertThat(outcome.guarding().fallback())
                .matches("stayed at cpu_freq_mhz=1800 after [0-9.]+ ms; edge: takes no 600");
        assertThat(testbed.settingIndex()).isEqualTo(FAST);
        assertThat(clock.value).isEqualTo("1800");
        assertThat(testbed.execute(request(100), CLOUD).guarding().fallback()).isEmpty();
        clock.refused = "";
        assertThat(testbed.execute(request(100), configuration("0", "600"))
                        .guarding()
                        .fallback())
                .isEmpty();
        assertThat(testbed.settingIndex()).isNotEqualTo(FAST);
    }

    @Test
    void aValueThatMovedTheDeviceIsTakenBack() {
        testbed.start();
        clock.refused = "600";
        clock.instead = "900";
        testbed.execute(request(100), configuration("0", "600"));
        assertThat(clock.value).isEqualTo("1800");
    }

    @Test
    void aDeviceOfWhichNobodyKnowsWhereItIsEndsTheRun() {
        testbed.start();
        clock.stuckAt = "900";
        assertThatThrownBy(() -> testbed.execute(request(100), configuration("0", "600")))
                .hasMessage("edge: takes no 600");
    }

    @Test
    void aDeviceThatTakesNothingAnyMoreStaysWhereItIs() {
        testbed.start();
        clock.stuckAt = "1800";
        assertThat(testbed.execute(request(100), configuration("0", "600"))
                        .guarding()
                        .fallback())
                .contains("edge: takes no 600");
        assertThat(testbed.settingIndex()).isEqualTo(FAST);
    }
}
