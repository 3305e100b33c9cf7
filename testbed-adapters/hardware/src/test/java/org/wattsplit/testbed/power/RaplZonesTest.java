package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;

/** Zones that may be added and zones that may not, on the powercap trees of a laptop, a server and a Threadripper. */
class RaplZonesTest {
    @TempDir
    Path sys;

    private double seconds;

    @BeforeEach
    void processors() throws IOException {
        zone("intel-rapl:0", "package-0", 1306.4);
        zone("intel-rapl:0:0", "core", 1065.5);
        zone("intel-rapl:0:1", "uncore", 16.4);
        zone("intel-rapl:0:2", "dram", 210.9);
        zone("intel-rapl:1", "psys", 1749.2);
        zone("intel-rapl:2", "package-1", 1200.1);
        zone("intel-rapl:2:0", "core", 900.7);
        zone("intel-rapl-mmio:0", "package-0", 1306.4);
        zone("intel-rapl-mmio:0:0", "dram", 210.9);
        zone("intel-rapl:3", "package-2-die-0", 5000.2);
        zone("intel-rapl:4", "package-2-die-1", 5000.3);
        zone("intel-rapl:5", "package-3-die-0", 700);
        zone("intel-rapl:6", "package-3-die-1", 500);
    }

    @ParameterizedTest
    @CsvSource({
        "intel-rapl:0, intel-rapl:0:0, the second is a part of the first",
        "intel-rapl:0:1, intel-rapl:0, the second is a part of the first",
        "intel-rapl-mmio:0, intel-rapl:0:0, the second is a part of the first",
        "intel-rapl:0, intel-rapl-mmio:0, both count the same",
        "intel-rapl:0:2, intel-rapl-mmio:0:0, both count the same",
        "intel-rapl:1, intel-rapl:0, psys counts the whole platform",
        "intel-rapl:0:2, intel-rapl:1, psys counts the whole platform",
        "intel-rapl:3, intel-rapl:4, their counters go alike",
    })
    void zonesThatCountTheSameEnergyAreRefusedByName(String one, String other, String why) {
        assertThatThrownBy(() -> rapl(one, other, "intel-rapl:2:0"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Expected zones to be counters of different energy, given ")
                .hasMessageContainingAll(one + " (", other + " (", why, "Maybe ");
    }

    @Test
    void zoneNamedTwiceIsRefused() {
        assertThatThrownBy(() -> new MeterSpec.Rapl(List.of("intel-rapl:0", "intel-rapl:2", "intel-rapl:0")))
                .hasMessage("Expected zones to be named once each, as they are added, given "
                        + "intel-rapl:0 and intel-rapl:0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intel-rapl:0 intel-rapl:0:2",
                "intel-rapl:0 intel-rapl-mmio:0:0",
                "intel-rapl:0 intel-rapl:2",
                "intel-rapl:0:0 intel-rapl:0:1",
                "intel-rapl:0 intel-rapl:2:0",
                "intel-rapl:1",
                "intel-rapl:5 intel-rapl:6"
            })
    void zonesOfDifferentEnergyAreAdded(String zones) throws IOException {
        List<String> names = List.of(zones.split(" "));
        PowerMeter meter = rapl(names.toArray(String[]::new));
        for (String name : names) {
            grows(name, 1.5);
        }
        seconds = 1;
        assertThat(meter.read().value()).isEqualTo(1.5 * names.size(), within(1e-9));
    }

    @Test
    void diesWhoseCountersAreNeverApartAreOneCounter() throws IOException {
        PowerMeter meter = rapl("intel-rapl:5", "intel-rapl:6");
        for (int i = 0; i < 9; i++) {
            step(meter, 5, 5);
        }
        assertThatThrownBy(() -> step(meter, 5, 5))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("intel-rapl:5 (package-3-die-0) and intel-rapl:6 (package-3-die-1)")
                .hasMessageContaining("their counters go alike");
    }

    @Test
    void diesWhoseCountersWereApartOnceAreTwo() throws IOException {
        PowerMeter meter = rapl("intel-rapl:5", "intel-rapl:6");
        step(meter, 5, 6);
        step(meter, 6, 5);
        for (int i = 0; i < 20; i++) {
            step(meter, 5, 5);
        }
        assertThat(meter.read().value()).isEqualTo(222, within(1e-9));
    }

    private void step(PowerMeter meter, double first, double second) throws IOException {
        grows("intel-rapl:5", first);
        grows("intel-rapl:6", second);
        seconds += 0.1;
        meter.read();
    }

    private PowerMeter rapl(String... zones) {
        return Meters.open(new MeterSpec.Rapl(List.of(zones)), sys, () -> FakeMeter.nanos(seconds));
    }

    private void zone(String zone, String name, double joules) throws IOException {
        Path folder = Files.createDirectories(sys.resolve("class/powercap").resolve(zone));
        Files.writeString(folder.resolve("name"), name + "\n");
        Files.writeString(folder.resolve("max_energy_range_uj"), "262143328850\n");
        Files.writeString(folder.resolve("energy_uj"), Math.round(joules * 1e6) + "\n");
    }

    private void grows(String zone, double joules) throws IOException {
        Path counter = sys.resolve("class/powercap").resolve(zone).resolve("energy_uj");
        long before = Long.parseLong(Files.readString(counter).strip());
        Files.writeString(counter, before + Math.round(joules * 1e6) + "\n");
    }
}
