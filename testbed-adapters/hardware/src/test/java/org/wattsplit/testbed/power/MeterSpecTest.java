package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;

class MeterSpecTest {
    private static final List<MeterSpec> ALL = List.of(
            new MeterSpec.Rapl(List.of("intel-rapl:0", "intel-rapl:0:2")),
            new MeterSpec.Hwmon("ina226", 1, null, "the board", 0.025, 100),
            new MeterSpec.Hwmon("1-0040", null, "VDD_IN", "the board", 0.025, 100),
            new MeterSpec.Scpi(
                    "192.168.1.30",
                    23,
                    null,
                    List.of(":NUMERIC:NORMAL:NUMBER 1", ":NUMERIC:NORMAL:ITEM1 P"),
                    ":NUMERIC:NORMAL:VALUE?",
                    "the board at the wall",
                    0.001,
                    500),
            new MeterSpec.Nvidia("nvidia-smi", "GPU-5a1f", 1000),
            new MeterSpec.Scpi(null, null, Path.of("/dev/usbtmc0"), List.of(), "MEAS:POW?", "the board", 0.001, 500),
            new MeterSpec.Shelly("http://192.168.1.20", 2, 0, "admin", null, "the cloud node at the wall", 1000),
            new MeterSpec.Shelly(
                    "http://192.168.1.20", 3, 0, "admin", Path.of("/etc/plug"), "the cloud node at the wall", 1000),
            new MeterSpec.Tasmota(
                    "http://192.168.1.21", 1, "admin", Path.of("/etc/plug"), "the board at the wall", 1, 1000),
            new MeterSpec.PiPmic("vcgencmd", 250),
            new MeterSpec.Utilisation(3, 8));

    @TempDir
    Path folder;

    @Test
    void everyKindIsTheSameAfterAFile() {
        for (MeterSpec spec : ALL) {
            String yaml = Documents.toYaml(spec);
            assertThat(Documents.readYaml(
                            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "meter", MeterSpec.class))
                    .isEqualTo(spec);
        }
    }

    @Test
    void fieldsAreInSnakeCase() throws IOException {
        assertThat(read("kind: utilisation\nidle_w: 3\ncore_w: 8.5\n")).isEqualTo(new MeterSpec.Utilisation(3, 8.5));
    }

    @Test
    void unknownKindNamesTheKnownOnes() {
        assertThatThrownBy(() -> read("kind: thermometer\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("thermometer")
                .hasMessageContaining("hwmon, nvidia, pi-pmic, rapl, scpi, shelly, tasmota, utilisation");
    }

    @Test
    void unknownAndMissingFieldsAreErrors() {
        assertThatThrownBy(() -> read("kind: utilisation\nidle_w: 3\ncore_w: 8\ncores: 4\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cores");
        assertThatThrownBy(() -> read("kind: utilisation\nidle_w: 3\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("core_w");
    }

    @Test
    void fieldsOutOfRangeAreErrors() {
        assertThatThrownBy(() -> new MeterSpec.Rapl(List.of("../../etc")))
                .hasMessage("Expected each of zones to be such as intel-rapl:0, given ../../etc");
        assertThatThrownBy(() -> new MeterSpec.Scpi("host", 23, null, List.of(), "A?\nB?", "it", 1, 100))
                .hasMessageContaining("one line of ASCII");
        assertThatThrownBy(() -> new MeterSpec.Nvidia("nvidia-smi", "0 --gpu-reset", 100))
                .hasMessageContaining("an index or a UUID");
        assertThatThrownBy(() -> new MeterSpec.Shelly("file:///etc/passwd", 2, 0, "admin", null, "it", 100))
                .hasMessageContaining("url");
        assertThatThrownBy(() -> new MeterSpec.Utilisation(-1, 1)).hasMessageContaining("idle_w");
        assertThatThrownBy(() -> new MeterSpec.Hwmon("ina226", 1, null, "it", 0.1, 0))
                .hasMessageContaining("period_ms");
        assertThatThrownBy(() -> new MeterSpec.Hwmon("ina226", 1, "VDD_IN", "it", 0.1, 1))
                .hasMessage("Expected label to be left out beside channel, given VDD_IN");
    }

    @Test
    void instrumentIsAtAnAddressOrAtADevice() throws IOException {
        String rest = ", query: 'P?', covers: it, resolution_w: 0.01, period_ms: 100}";
        assertThat(read("{kind: scpi, device: /dev/ttyUSB0" + rest))
                .isEqualTo(new MeterSpec.Scpi(null, null, Path.of("/dev/ttyUSB0"), List.of(), "P?", "it", 0.01, 100));
        assertThatThrownBy(() -> read("{kind: scpi, device: /dev/ttyUSB0, host: it" + rest))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected host to be left out beside device, given it");
        assertThatThrownBy(() -> read("{kind: scpi, device: /dev/ttyUSB0, port: 5025" + rest))
                .hasMessageContaining("port to be left out beside device, given 5025");
        assertThatThrownBy(() -> read("{kind: scpi, host: it" + rest))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("port");
        assertThatThrownBy(() -> read("{kind: scpi, port: 5025" + rest)).hasMessageContaining("host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\"b", "a\\\\b", "ä"})
    void userThatNoPlugCanHaveIsAnError(String user) {
        assertThatThrownBy(() -> new MeterSpec.Tasmota("http://plug", 1, user, null, "it", 1, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:::",
                "http://a:b",
                "http://[::1",
                "http://]",
                "http://192.168.1.20:99999",
                "http://192.168.1.999",
                "http://-",
                "http://plug:",
                "http://plug:0",
                "http://.."
            })
    void addressOfAPlugThatIsNoneIsAnInputError(String url) {
        assertThatThrownBy(() -> read("{kind: shelly, url: '" + url + "', covers: it, period_ms: 1000}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("url to be such as http://192.168.1.20, given " + url);
    }

    @Test
    void addressesOfAPlugAreNamesAndNumbers() {
        for (String url :
                List.of("http://plug", "http://plug-1.local:8080", "http://192.168.1.20:80", "http://[fe80::1]:80")) {
            assertThat(new MeterSpec.Shelly(url, 2, 0, "admin", null, "it", 1000).url())
                    .isEqualTo(url);
        }
    }

    @Test
    void modelOfThisProcessIsAMeterAtOnce() {
        try (PowerMeter meter = new MeterSpec.Utilisation(3, 8).open(System::nanoTime)) {
            assertThat(meter.read().value()).isNotNegative();
        }
    }

    private MeterSpec read(String yaml) throws IOException {
        return Documents.readYaml(Files.writeString(folder.resolve("meter.yaml"), yaml), MeterSpec.class);
    }
}
