package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.outcome.Provenance;

/** Meters of the system's files, on trees like those that Linux shows. */
class SystemMetersTest {
    private static final long RANGE = 262_143_328_850L;

    @TempDir
    Path sys;

    private long nanos;

    @Test
    void raplCountsFromItsFirstReading() throws IOException {
        zone("intel-rapl:0", "package-0", 5_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        counts("intel-rapl:0", 0.05, 7_500_000);
        assertThat(meter.read()).isEqualTo(new Reading(nanos, 2.5));
        assertThat(meter.info().covers()).isEqualTo("processor zones package-0");
        assertThat(meter.info().provenance()).isEqualTo(Provenance.MEASURED);
    }

    @Test
    void raplAddsItsZones() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        zone("intel-rapl:1", "package-1", 2_000_000);
        PowerMeter meter = rapl("intel-rapl:0", "intel-rapl:1");
        counts("intel-rapl:0", 0.05, 1_500_000);
        counts("intel-rapl:1", 0.05, 2_250_000);
        assertThat(meter.read().value()).isEqualTo(0.75, within(1e-9));
        assertThat(meter.info().covers()).contains("package-0 + package-1");
    }

    @Test
    void raplThatStartsAgainAtItsRangeGoesOn() throws IOException {
        zone("intel-rapl:0", "package-0", RANGE - 1_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        counts("intel-rapl:0", 0.05, 2_000_000);
        assertThat(meter.read().value()).isEqualTo(3, within(1e-9));
        counts("intel-rapl:0", 0.1, 3_000_000);
        assertThat(meter.read().value()).isEqualTo(4, within(1e-9));
    }

    @Test
    void raplThatWasResetHasNoReadingAndGoesOnAfterIt() throws IOException {
        zone("intel-rapl:0", "package-0", RANGE / 2);
        PowerMeter meter = rapl("intel-rapl:0");
        counts("intel-rapl:0", 0.05, 1_000_000);
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("package-0")
                .hasMessageContaining("reset");
        counts("intel-rapl:0", 0.1, 2_000_000);
        assertThat(meter.read().value()).isEqualTo(1, within(1e-9));
    }

    @Test
    void raplWindowAcrossAResetIsAbsentAndThoseAfterItAreNot() throws IOException {
        zone("intel-rapl:0", "package-0", RANGE / 2);
        EnergyRecorder recorder = EnergyRecorder.withoutThread(rapl("intel-rapl:0"), () -> nanos);
        long from = recorder.mark();
        counts("intel-rapl:0", 0.05, 1_000_000);
        recorder.mark();
        counts("intel-rapl:0", 0.1, 2_000_000);
        long middle = recorder.mark();
        counts("intel-rapl:0", 0.15, 2_500_000);
        long to = recorder.mark();
        assertThat(recorder.energy(from, to))
                .isInstanceOfSatisfying(
                        WindowEnergy.Absent.class,
                        absent -> assertThat(absent.reason()).contains("reset"));
        assertThat(recorder.energy(middle, to))
                .isInstanceOfSatisfying(
                        WindowEnergy.Known.class,
                        known -> assertThat(known.joules()).isEqualTo(0.5));
    }

    @Test
    void raplThatMayHaveStartedAgainTwiceHasNoReading() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        counts("intel-rapl:0", 3600, 2_000_000);
        assertThatThrownBy(meter::read).hasMessageContaining("more than once");
    }

    @Test
    void raplBeyondItsRangeHasNoReading() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        counts("intel-rapl:0", 0.05, RANGE + 1);
        assertThatThrownBy(meter::read).hasMessageContaining("between 0 and " + RANGE);
    }

    @Test
    void raplThatStandsStillFailsItsCheck() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        assertThatThrownBy(() -> MeterCheck.of(meter, millis -> nanos += millis * 1_000_000))
                .isInstanceOf(MeterException.class)
                .hasMessage("meter rapl stood still at 0.000 J for 450 ms: it is stuck");
    }

    @Test
    void raplThatGoesAwayHasNoReading() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        Files.delete(powercap("intel-rapl:0").resolve("energy_uj"));
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("there is no ")
                .hasMessageContaining("energy_uj");
    }

    @Test
    void raplZoneThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> rapl("intel-rapl:7"))
                .isInstanceOf(MeterException.class)
                .hasMessage("there is no " + powercap("intel-rapl:7"));
    }

    @Test
    void deniedPermissionSaysSo() {
        Path file = Path.of("/sys/class/powercap/intel-rapl:0/energy_uj");
        assertThat(Figures.unreadable(file, new AccessDeniedException(file.toString())))
                .hasMessageStartingWith("permission denied: " + file)
                .hasMessageContaining("Maybe");
    }

    @Test
    void fileWithoutANumberIsShown() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        PowerMeter meter = rapl("intel-rapl:0");
        for (String text : List.of("", "12x", "1e3", "99999999999999999999", "0".repeat(5000))) {
            Files.writeString(powercap("intel-rapl:0").resolve("energy_uj"), text);
            assertThatThrownBy(meter::read)
                    .isInstanceOf(MeterException.class)
                    .hasMessageContaining("to be a whole number, given ")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }
    }

    @Test
    void hwmonReadsMicrowatts() throws IOException {
        chip("hwmon2", "ina226", "power1_input", "5230000\n");
        PowerMeter meter = hwmon("ina226", 1);
        assertThat(meter.read().value()).isEqualTo(5.23, within(1e-9));
        assertThat(meter.info().covers()).isEqualTo("the board's supply");
        assertThat(meter.info().countsIdle()).isTrue();
        assertThat(hwmon("hwmon2", 1).read().value()).isEqualTo(5.23, within(1e-9));
    }

    @Test
    void hwmonWithoutPowerMultipliesVoltageAndCurrentOfTheChannel() throws IOException {
        chip("hwmon0", "ina3221", "in2_input", "5040\n");
        chip("hwmon0", "ina3221", "curr2_input", "1250\n");
        chip("hwmon0", "ina3221", "curr1_input", "9999\n");
        assertThat(hwmon("ina3221", 2).read().value()).isEqualTo(6.3, within(1e-9));
    }

    @Test
    void hwmonOfANegativeCurrentHasNoReading() throws IOException {
        chip("hwmon0", "ina3221", "in1_input", "5040\n");
        chip("hwmon0", "ina3221", "curr1_input", "1250\n");
        PowerMeter meter = hwmon("ina3221", 1);
        chip("hwmon0", "ina3221", "curr1_input", "-3\n");
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("at least 0 W");
    }

    @Test
    void hwmonChipThatIsUnpluggedHasNoReading() throws IOException {
        chip("hwmon0", "ina226", "power1_input", "5230000\n");
        PowerMeter meter = hwmon("ina226", 1);
        Files.delete(sys.resolve("class/hwmon/hwmon0/power1_input"));
        assertThatThrownBy(meter::read).hasMessageStartingWith("there is no ");
        chip("hwmon0", "ina226", "power1_input", "5240000\n");
        assertThat(meter.read().value()).isEqualTo(5.24, within(1e-9));
    }

    @Test
    void probeSaysWhatIsThere() throws IOException {
        assertThat(Meters.probe(sys, "/nowhere/nvidia-smi"))
                .extracting(Meters.Probe::name, Meters.Probe::ok)
                .containsExactly(
                        tuple("rapl", false),
                        tuple("hwmon", false),
                        tuple("nvidia", false),
                        tuple("utilisation", true));
        zone("intel-rapl:0", "package-0", 1_000_000);
        Files.createDirectories(powercap("intel-rapl"));
        chip("hwmon0", "acpitz", "temp1_input", "41000\n");
        chip("hwmon1", "ina226", "power1_input", "5230000\n");
        List<Meters.Probe> found = Meters.probe(sys, "/nowhere/nvidia-smi");
        assertThat(found.get(0)).isEqualTo(new Meters.Probe("rapl", true, "zones intel-rapl:0 (package-0)"));
        assertThat(found.get(1)).isEqualTo(new Meters.Probe("hwmon", true, "sensors ina226 in hwmon1 channel 1"));
        assertThat(found.get(2).words()).startsWith("cannot run /nowhere/nvidia-smi");
    }

    private PowerMeter rapl(String... zones) {
        return Meters.open(new MeterSpec.Rapl(List.of(zones)), sys, () -> nanos);
    }

    private PowerMeter hwmon(String chip, int channel) {
        return Meters.open(
                new MeterSpec.Hwmon(chip, channel, null, "the board's supply", 0.025, 100), sys, () -> nanos);
    }

    private Path powercap(String zone) {
        return sys.resolve("class/powercap").resolve(zone);
    }

    private void zone(String zone, String name, long micros) throws IOException {
        Files.createDirectories(powercap(zone));
        Files.writeString(powercap(zone).resolve("name"), name + "\n");
        Files.writeString(powercap(zone).resolve("max_energy_range_uj"), RANGE + "\n");
        counts(zone, 0, micros);
    }

    private void counts(String zone, double seconds, long micros) throws IOException {
        nanos = FakeMeter.nanos(seconds);
        Files.writeString(powercap(zone).resolve("energy_uj"), micros + "\n");
    }

    private void chip(String folder, String name, String file, String text) throws IOException {
        Path chip = Files.createDirectories(sys.resolve("class/hwmon").resolve(folder));
        Files.writeString(chip.resolve("name"), name + "\n");
        Files.writeString(chip.resolve(file), text);
    }
}
