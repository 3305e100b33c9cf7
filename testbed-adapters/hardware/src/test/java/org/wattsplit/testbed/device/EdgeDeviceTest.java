package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TestbedException;

final class EdgeDeviceTest {
    private final List<String> told = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(1_000_000_000L);
    private final FakeKnob frequency = new FakeKnob("cpu_freq_mhz", List.of("600", "1800"), told);
    private final FakeKnob accelerator = new FakeKnob("edge_accelerator", List.of("off", "on"), told);
    private final EdgeDevice device = EdgeDevice.of(List.of(frequency, accelerator), new LocalFiles(), clock::get);

    private static HardwareSetting setting(String mhz, String accelerator) {
        return new HardwareSetting(0, List.of("cpu_freq_mhz", "edge_accelerator"), List.of(mhz, accelerator));
    }

    @Test
    void onlyKnobsThatDifferAreSet() {
        assertThat(device.apply(setting("600", "off")).changed()).isEqualTo(2);
        assertThat(device.apply(setting("1800", "off")).changed()).isEqualTo(1);
        assertThat(device.apply(setting("1800", "off")).changed()).isZero();
        assertThat(told).containsExactly("cpu_freq_mhz=600", "edge_accelerator=off", "cpu_freq_mhz=1800");
    }

    @Test
    void aSwitchSaysHowLongItTook() {
        frequency.setMillis = 20;
        assertThat(device.apply(setting("600", "off")).millis()).isEqualTo(20);
    }

    @Test
    void aKnobThatFailedIsSetAgain() {
        device.apply(setting("600", "off"));
        frequency.fails = true;
        assertThatThrownBy(() -> device.apply(setting("1800", "off"))).isInstanceOf(TestbedException.class);
        frequency.fails = false;
        assertThat(device.apply(setting("600", "off")).changed()).isEqualTo(1);
    }

    @Test
    void aDeviceThatWasClosedIsSetNoMore() {
        device.apply(setting("600", "off"));
        device.requireOpen();
        device.close();
        device.close();
        told.clear();
        assertThatThrownBy(() -> device.apply(setting("1800", "off")))
                .isInstanceOf(TestbedException.class)
                .hasMessage("edge: the device was closed, and put back as it was found");
        assertThatThrownBy(device::verify).isInstanceOf(TestbedException.class);
        assertThatThrownBy(device::requireOpen).isInstanceOf(TestbedException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void aKnobThatDriftedIsFoundByVerifying() {
        device.apply(setting("600", "on"));
        device.verify();
        accelerator.value = "off";
        assertThatThrownBy(device::verify)
                .isInstanceOf(TestbedException.class)
                .hasMessage("edge: Expected edge_accelerator (a stand-in) to be on, as it was set, given off");
        assertThat(device.apply(setting("600", "on")).changed()).isEqualTo(1);
        device.verify();
    }

    private static ConfigurationSpace space(Knob... hardware) {
        List<Knob> knobs = new ArrayList<>();
        knobs.add(new Knob("split_layer", Knob.Kind.NUMERIC, List.of("0", "1"), false));
        knobs.addAll(List.of(hardware));
        return ConfigurationSpace.of(new SpaceSpec("made", knobs, List.of(), anchor("0", knobs), anchor("1", knobs)));
    }

    private static Map<String, String> anchor(String split, List<Knob> knobs) {
        Map<String, String> values = new HashMap<>();
        knobs.forEach(knob -> values.put(knob.name(), knob.values().get(0)));
        values.put("split_layer", split);
        return values;
    }

    @Test
    void aSpaceMustFindItsHardwareKnobsAndValues() {
        device.requireKnobs(space(new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "1800"), true)));
        assertThatThrownBy(() ->
                        device.requireKnobs(space(new Knob("fan", Knob.Kind.CATEGORICAL, List.of("off", "on"), true))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the hardware knob fan")
                .hasMessageContaining("[cpu_freq_mhz, edge_accelerator]");
        assertThatThrownBy(() -> device.requireKnobs(
                        space(new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "700"), true))))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected cpu_freq_mhz to be one of [600, 1800], given 700");
        device.requireKnobs(space(new Knob("fan", Knob.Kind.CATEGORICAL, List.of("off", "on"), false)));
        assertThat(told).isEmpty();
    }

    @Test
    void closingClosesEveryKnobAlsoWhenOneFails() {
        accelerator.fails = true;
        assertThatThrownBy(device::close).isInstanceOf(TestbedException.class);
        assertThat(told).containsExactly("cpu_freq_mhz closed");
    }

    @Test
    void namesOfKnobsDiffer() {
        assertThatThrownBy(() -> EdgeDevice.of(List.of(frequency, frequency)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cpu_freq_mhz twice");
    }

    private final class FakeKnob implements DeviceKnob {
        private final String name;
        private final List<String> values;
        private final List<String> told;
        private String value = "";
        private boolean fails;
        private long setMillis;

        FakeKnob(String name, List<String> values, List<String> told) {
            this.name = name;
            this.values = values;
            this.told = told;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String describe() {
            return "a stand-in";
        }

        @Override
        public void check(String wanted) {
            if (!values.contains(wanted)) {
                throw InputException.of(name, "one of " + values, wanted);
            }
        }

        @Override
        public void set(String wanted) {
            check(wanted);
            fail();
            value = wanted;
            told.add(name + "=" + wanted);
            clock.addAndGet(setMillis * 1_000_000);
        }

        @Override
        public String read() {
            return value;
        }

        @Override
        public void close() {
            fail();
            told.add(name + " closed");
        }

        private void fail() {
            if (fails) {
                throw new TestbedException("edge", false, name + " failed");
            }
        }
    }
}
