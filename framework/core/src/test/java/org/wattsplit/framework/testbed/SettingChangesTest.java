package org.wattsplit.framework.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

final class SettingChangesTest {
    /** Settings 0 to 3: 1 MHz off, 1 MHz on, 2 MHz off, 2 MHz on. */
    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "any",
            List.of(
                    new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1"), false),
                    new Knob("mhz", Knob.Kind.NUMERIC, List.of("1", "2"), true),
                    new Knob("tpu", Knob.Kind.CATEGORICAL, List.of("off", "on"), true)),
            List.of(),
            null,
            null));

    private static SettingChanges changes(TransitionCost.Change... changes) {
        return new TransitionCost(10, 1, List.of(changes)).in(SPACE);
    }

    @Test
    void theFirstChangeThatMatchesCountsElseWhatAllCost() {
        SettingChanges changes = changes(
                new TransitionCost.Change(Map.of("tpu", "off"), Map.of("tpu", "on"), 500, 3),
                new TransitionCost.Change(Map.of(), Map.of("tpu", "on", "mhz", "2"), 20, 0));
        assertThat(changes.millis(0, 1)).isEqualTo(500);
        assertThat(changes.joules(2, 1)).isEqualTo(3);
        assertThat(changes.millis(0, 3)).as("both match").isEqualTo(500);
        assertThat(changes.millis(1, 3)).isEqualTo(20);
        assertThat(changes.joules(1, 3)).isZero();
        assertThat(changes.millis(3, 0)).isEqualTo(10);
        assertThat(changes.joules(3, 0)).isEqualTo(1);
        assertThat(changes.millis(3, 3)).isZero();
        assertThat(changes.joules(3, 3)).isZero();
        assertThat(changes.uniform()).isFalse();
    }

    @Test
    void whatIsNoHardwareKnobOrNoValueOfOneIsNamed() {
        assertThatThrownBy(() -> changes(new TransitionCost.Change(Map.of("split_layer", "0"), Map.of(), 1, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("changes.from")
                .hasMessageContaining("split_layer")
                .hasMessageContaining("mhz");
        assertThatThrownBy(() -> changes(new TransitionCost.Change(Map.of(), Map.of("mhz", "3"), 1, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("changes.to")
                .hasMessageContaining("[1, 2]");
    }
}
