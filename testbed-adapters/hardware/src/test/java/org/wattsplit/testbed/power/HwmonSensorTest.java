package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;

/** Which sensor is meant and what of it is read, on the hwmon trees of a Jetson Orin, a laptop and others. */
class HwmonSensorTest {
    @TempDir
    Path sys;

    private double seconds;

    /** Two chips of one name, as an Orin has them; the order of their numbers is that of one start. */
    private void orin(String first, String second) throws IOException {
        chip(first, "ina3221", "1-0040");
        channel(first, 1, "VDD_IN", 4904, 800);
        channel(first, 2, "VDD_CPU_GPU_CV", 4904, 400);
        channel(first, 3, "VDD_SOC", 4904, 200);
        // Of all shunts: neither a channel nor a pair.
        channel(first, 4, "sum of shunt voltages", 40, 1400);
        chip(second, "ina3221", "1-0041");
        channel(second, 1, "NC", 1100, 100);
        channel(second, 2, "VDDQ_VDD2_1V8AO", 1100, 300);
        channel(second, 3, "NC", 1100, 100);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ina3221, -, VDD_IN, 3.9232",
                "ina3221, -, VDDQ_VDD2_1V8AO, 0.33",
                "1-0040, -, -, 3.9232",
                "1-0040, 2, -, 1.9616",
                "1-0041, 2, -, 0.33",
                "1-0040, -, VDD_SOC, 0.9808",
            })
    void chipsOfOneNameAreToldApartWhateverTheirNumbers(
            String chip, @Nullable Integer channel, @Nullable String label, double watts) throws IOException {
        orin("hwmon1", "hwmon2");
        assertThat(meter(chip, channel, label).read().value()).isEqualTo(watts, within(1e-9));
        for (String folder : new String[] {"hwmon1", "hwmon2"}) {
            Files.move(sys.resolve("class/hwmon").resolve(folder), sys.resolve(folder));
        }
        orin("hwmon2", "hwmon1");
        assertThat(meter(chip, channel, label).read().value()).isEqualTo(watts, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ina3221, -, -, channel 1",
                "ina3221, 2, -, channel 2",
                "ina3221, -, NC, label NC",
                "1-0041, -, NC, label NC"
            })
    void choiceOfSeveralIsRefusedWithThem(String chip, @Nullable Integer channel, @Nullable String label, String wanted)
            throws IOException {
        orin("hwmon1", "hwmon2");
        assertThatThrownBy(() -> meter(chip, channel, label))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Expected the sensor to be one, not any of [ina3221 at 1-004")
                .hasMessageContaining("given chip " + chip + ", " + wanted)
                .hasMessageContaining("Maybe name the chip by its address");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ina219, 1, -",
                "ina3221, 4, -",
                "1-0042, -, -",
                "1-0041, -, VDD_IN",
                "ina3221, -, sum of shunt voltages"
            })
    void choiceOfNoneListsWhatIsThere(String chip, @Nullable Integer channel, @Nullable String label)
            throws IOException {
        orin("hwmon1", "hwmon2");
        assertThatThrownBy(() -> meter(chip, channel, label))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining(
                        "ina3221 at 1-0040 channel 1 VDD_IN, ina3221 at 1-0040 channel 2 VDD_CPU_GPU_CV, ")
                .hasMessageContaining("given chip " + chip);
    }

    @Test
    void probeListsSensorsAsTheyCanBeNamed() throws IOException {
        orin("hwmon1", "hwmon2");
        assertThat(Meters.probe(sys, "/nowhere/nvidia-smi").get(1).words())
                .isEqualTo("sensors ina3221 at 1-0040 channel 1 VDD_IN, ina3221 at 1-0040 channel 2 VDD_CPU_GPU_CV, "
                        + "ina3221 at 1-0040 channel 3 VDD_SOC, ina3221 at 1-0041 channel 1 NC, "
                        + "ina3221 at 1-0041 channel 2 VDDQ_VDD2_1V8AO, ina3221 at 1-0041 channel 3 NC");
    }

    @Test
    void counterOfEnergyIsPreferred() throws IOException {
        chip("hwmon0", "ltc2947", "0-0064");
        write("hwmon0/energy1_input", "7000000");
        write("hwmon0/power1_input", "5000000");
        PowerMeter meter = meter("ltc2947", 1, null);
        assertThat(meter.info().quantity()).isEqualTo(Quantity.ENERGY_J);
        energy(0.1, "7500000");
        assertThat(meter.read().value()).isEqualTo(0.5, within(1e-9));
        energy(0.2, "100");
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining(
                        "ltc2947 at 0-0064 channel 1 went from 7500000 to 100 µJ within 0.1 s: it was reset");
        energy(0.3, "600100");
        assertThat(meter.read().value()).isEqualTo(1.1, within(1e-9));
        energy(0.4, "5000000000");
        assertThatThrownBy(meter::read).hasMessageContaining("or is wrong");
        energy(0.5, "-1");
        assertThatThrownBy(meter::read).hasMessageEndingWith("energy1_input to be at least 0, given -1");
    }

    @Test
    void meanPowerIsReadWhereThereIsNoOther() throws IOException {
        chip("hwmon0", "power_meter", "ACPI000D:00");
        write("hwmon0/power1_average", "213000000");
        assertThat(meter("power_meter", null, null).read().value()).isEqualTo(213);
        write("hwmon0/power1_input", "214000000");
        assertThat(meter("power_meter", null, null).read().value()).isEqualTo(214);
    }

    /** As a server's board has it, and a graphics card of AMD's, by its address on the PCI bus. */
    @Test
    void meansHaveTheIntervalThatTheChipTells() throws IOException {
        chip("hwmon0", "power_meter", "ACPI000D:00");
        write("hwmon0/power1_average", "213000000");
        write("hwmon0/power1_average_interval", "1000");
        write("hwmon0/power1_accuracy", "95%");
        write("hwmon0/power1_cap", "400000000");
        chip("hwmon4", "amdgpu", "0000:03:00.0");
        write("hwmon4/power1_average", "31000000");
        write("hwmon4/power1_cap", "220000000");
        write("hwmon4/power1_label", "PPT");
        write("hwmon4/in0_input", "768");
        PowerMeter board = meter("power_meter", null, null);
        assertThat(board.read().value()).isEqualTo(213);
        assertThat(board.info().period()).hasMillis(1000);
        for (PowerMeter card :
                List.of(meter("amdgpu", null, null), meter("0000:03:00.0", 1, null), meter("amdgpu", null, "PPT"))) {
            assertThat(card.read().value()).isEqualTo(31);
            assertThat(card.info().period()).hasMillis(100);
        }
        Files.move(sys.resolve("class/hwmon/hwmon4/power1_average"), sys.resolve("class/hwmon/hwmon4/power1_input"));
        assertThat(meter("amdgpu", null, null).read().value()).isEqualTo(31);
    }

    @Test
    void meanThatStandsStillWithinItsIntervalHasNotStalled() throws IOException {
        chip("hwmon0", "power_meter", "ACPI000D:00");
        write("hwmon0/power1_average", "213000000");
        write("hwmon0/power1_average_interval", "1000");
        EnergyRecorder recorder =
                EnergyRecorder.withoutThread(meter("power_meter", null, null), () -> FakeMeter.nanos(seconds));
        // The recorder reads a meter once in its period: 40 values of 10 would be a stall.
        long periodMillis = recorder.info().period().toMillis();
        for (int i = 1; i <= 40; i++) {
            seconds = i * periodMillis / 1e3;
            write("hwmon0/power1_average", String.valueOf(213_000_000 + (i % 2) * 1_000_000));
            recorder.take();
        }
        assertThat(recorder.energy(FakeMeter.nanos(2), FakeMeter.nanos(38)))
                .isInstanceOfSatisfying(
                        WindowEnergy.Known.class,
                        known -> assertThat(known.joules()).isCloseTo(36 * 213.5, within(known.errorJoules())));
        assertThat(recorder.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3600001", "second", ""})
    void intervalThatCannotBeIsAnError(String millis) throws IOException {
        chip("hwmon0", "power_meter", "ACPI000D:00");
        write("hwmon0/power1_average", "213000000");
        write("hwmon0/power1_average_interval", millis);
        assertThatThrownBy(() -> meter("power_meter", null, null))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("power1_average_interval to be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000000001", "-1", "999999999999999999"})
    void powerThatCannotBeIsNoReading(String micros) throws IOException {
        chip("hwmon0", "ina226", "1-0040");
        write("hwmon0/power1_input", "5000000");
        PowerMeter meter = meter("ina226", 1, null);
        write("hwmon0/power1_input", micros);
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("power1_input to be at ");
    }

    @Test
    void twoNegativeFactorsAreNoPower() throws IOException {
        chip("hwmon0", "ina3221", "1-0040");
        channel("hwmon0", 1, "VDD_IN", -5000, -800);
        assertThatThrownBy(() -> meter("ina3221", 1, null)).hasMessageContaining("in1_input to be at least 0 mV");
    }

    @Test
    void batteryOnMainsPowerHasNoReading() throws IOException {
        chip("hwmon1", "BAT0", "");
        write("hwmon1/power1_input", "0");
        assertThatThrownBy(() -> meter("BAT0", 1, null))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("the power of BAT0 in hwmon1 channel 1")
                .hasMessageContaining("given 0 W: the machine isn't fed by it");
        write("hwmon1/power1_input", "8000000");
        assertThat(meter("BAT0", 1, null).read().value()).isEqualTo(8);
    }

    @Test
    void batteryThatIsChargedHasNoReadingThoughItsPowerIsNot0() throws IOException {
        chip("hwmon1", "qcom_battmgr_bat", "qcom-battmgr-bat");
        write("qcom-battmgr-bat/type", "Battery");
        write("qcom-battmgr-bat/status", "Discharging");
        write("hwmon1/power1_input", "8000000");
        PowerMeter meter = meter("qcom_battmgr_bat", 1, null);
        assertThat(meter.read().value()).isEqualTo(8);
        write("qcom-battmgr-bat/status", "Charging");
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("given Charging: ");
        write("qcom-battmgr-bat/type", "USB");
        Files.delete(sys.resolve("class/hwmon/qcom-battmgr-bat/status"));
        write("hwmon1/power1_input", "0");
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("given 0 W");
    }

    private void energy(double atSeconds, String micros) throws IOException {
        seconds = atSeconds;
        write("hwmon0/energy1_input", micros);
    }

    private PowerMeter meter(String chip, @Nullable Integer channel, @Nullable String label) {
        return Meters.open(
                new MeterSpec.Hwmon(chip, channel, label, "the board", 0.025, 100),
                sys,
                () -> FakeMeter.nanos(seconds));
    }

    private void chip(String folder, String name, String address) throws IOException {
        Path chip = Files.createDirectories(sys.resolve("class/hwmon").resolve(folder));
        write(folder + "/name", name);
        if (!address.isEmpty()) {
            Files.createSymbolicLink(chip.resolve("device"), Path.of("../" + address));
        }
    }

    private void channel(String folder, int channel, String label, int millivolts, int milliamperes)
            throws IOException {
        write(folder + "/in" + channel + "_label", label);
        write(folder + "/in" + channel + "_input", String.valueOf(millivolts));
        write(folder + "/curr" + channel + "_input", String.valueOf(milliamperes));
    }

    private void write(String file, String text) throws IOException {
        Path path = sys.resolve("class/hwmon").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }
}
