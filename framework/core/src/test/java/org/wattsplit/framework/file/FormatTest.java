package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/** What a file may leave out, which versions are read, and what is said of the rest. */
final class FormatTest {
    /** A device as version 3 has it: version 1 called the clock {@code mhz}, version 2 brought the mode. */
    record Device(
            String format,
            int version,
            String name,
            double clockMhz,
            Mode mode,
            @Nullable Path key,
            @Default("{}") Map<String, String> options,
            @Default("{}") Link link,
            @Default("[]") List<Part> parts) {
        Device {
            Check.positive("clock_mhz", clockMhz);
        }
    }

    record Link(@Default("30") double rttMs, @Nullable Integer port) {
        Link {
            Check.nonNegative("rtt_ms", rttMs);
        }
    }

    enum Mode {
        SLOW,
        FAST
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "fan", value = Fan.class),
        @JsonSubTypes.Type(name = "lamp", value = Lamp.class)
    })
    sealed interface Part {}

    record Fan(int rpm) implements Part {}

    record Lamp(@Default("white") String colour) implements Part {}

    private static final Format<Device> FORMAT = Format.of("device", 1, Device.class)
            .since(2, device -> {
                device.set("clock_mhz", device.remove("mhz"));
                return device;
            })
            .since(3, device -> device.put("mode", "fast"));

    @TempDir
    private Path temp;

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("device.yaml"), text);
    }

    @Test
    void aFieldThatIsLeftOutIsItsDefault() throws IOException {
        Path path = file("format: device\nversion: 3\nname: pi\nclock_mhz: 600\nmode: slow\n");
        assertThat(FORMAT.readYaml(path))
                .isEqualTo(
                        new Device("device", 3, "pi", 600, Mode.SLOW, null, Map.of(), new Link(30, null), List.of()));
    }

    @Test
    void aFieldThatIsNullIsItsDefaultToo() throws IOException {
        Path path = file("""
                format: device
                version: 3
                name: pi
                clock_mhz: 600
                mode: slow
                options: null
                link: null
                key: null
                parts: [{kind: lamp, colour: null}]
                """);
        assertThat(FORMAT.readYaml(path))
                .isEqualTo(new Device(
                        "device",
                        3,
                        "pi",
                        600,
                        Mode.SLOW,
                        null,
                        Map.of(),
                        new Link(30, null),
                        List.of(new Lamp("white"))));
    }

    @Test
    void textKeepsTheDigitsThatItWasWrittenWith() throws IOException {
        Path path = file("format: device\nversion: 3\nname: 1.50\nclock_mhz: 600\nmode: slow\noptions: {share: 1e3}\n");
        assertThat(FORMAT.readYaml(path).name()).isEqualTo("1.50");
        assertThat(FORMAT.readYaml(path).options()).containsEntry("share", "1e3");
    }

    @ParameterizedTest
    @CsvSource({"1, 'mhz: 600', FAST", "2, 'clock_mhz: 600', FAST", "3, 'clock_mhz: 600\nmode: slow', SLOW"})
    void everyReleasedVersionIsReadAsTheNewest(int version, String fields, Mode mode) throws IOException {
        Device device = FORMAT.readYaml(file("format: device\nversion: " + version + "\nname: pi\n" + fields + "\n"));
        assertThat(device.version()).isEqualTo(3);
        assertThat(device.clockMhz()).isEqualTo(600);
        assertThat(device.mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'format: device\nversion: 7\n' | :2:10: Expected device version 1 to 3, given 7 | Maybe a newer Wattsplit wrote it",
                "'format: device\nversion: 0\n' | :2:10: Expected device version 1 to 3, given 0 | ''",
                "'format: device\nversion: two\n' | :2:10: Expected device version 1 to 3, given two | ''",
                "'version: 3\nformat: edge\n' | :2:9: Expected the format to be device, given edge | ''",
                "'name: pi\n' | Missing field: format | ''",
                "'format: device\nversion: 2\nname: pi\nclock_mhz: fast\n' | :4:12: Expected clock_mhz to be a number, given \"fast\" | ''",
            })
    void whatIsOfNoReleasedVersionSaysSo(String text, String message, String advice) throws IOException {
        Path path = file(text);
        assertThatThrownBy(() -> FORMAT.readYaml(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("device.yaml")
                .hasMessageContaining(message)
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'mode: slow' | :1:1: Missing field: clock_mhz | ''",
                "'clock_mhz: 600\nmode: slow\nlinc: {}' | :6:1: Expected a field to be one of [clock_mhz, format, key, link, mode, name, options, parts, version], given linc | Maybe you meant link",
                "'clock_mhz: 600\nmode: slow\ncolour: red' | given colour | Maybe a newer Wattsplit knows it",
                "'clock_mhz: 600\nmode: quick' | :5:7: Expected mode to be one of [fast, slow], given quick | ''",
                "'clock_mhz: 600\nmode: slow\nlink: {port: many}' | :6:14: Expected port to be a whole number or null, given \"many\" | ''",
                "'clock_mhz: 600\nmode: slow\nlink: {rtt_ms: null}' | :6:16: Expected rtt_ms to be a number, given null | ''",
                "'clock_mhz: 600\nmode: null' | :5:7: Expected mode to be text, given null | ''",
                "'clock_mhz: 600\nmode: slow\nlink:\n  rtt_ms: -1' | :7:3: Expected rtt_ms to be a finite number of at least 0, given -1.0 | ''",
                "'clock_mhz: 600\nmode: slow\nparts:\n- kind: fann\n  rpm: 3' | :7:9: Expected kind to be one of [fan, lamp], given fann | Maybe you meant fan",
                "'clock_mhz: 600\nmode: slow\nparts:\n- {kind: fan}' | :7:3: Missing field: rpm | ''",
                "'clock_mhz: 600\nmode: slow\nparts:\n- {rpm: 3}' | :7:3: Missing field: kind | ''",
                "'clock_mhz: 600\nmode: slow\nparts: {}' | :6:8: Expected parts to be a list or null, given {} | ''",
                "'clock_mhz: 600\nmode: slow\nname: two' | Duplicate field 'name' | ''",
            })
    void whatBreaksARuleIsNamedWithRuleValueAndPlace(String fields, String message, String advice) throws IOException {
        Path path = file("format: device\nversion: 3\nname: pi\n" + fields + "\n");
        assertThatThrownBy(() -> FORMAT.readYaml(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("device.yaml")
                .hasMessageContaining(message)
                .hasMessageContaining(advice);
    }

    @Test
    void theVersionStandsInTheHeaderOfAFileThatHasOne() throws IOException {
        record Table(FileHeader header, int rows) {}
        Format<Table> format = Format.of("table", 1, Table.class).since(2, table -> table.put("rows", 4));
        Path path = Files.writeString(temp.resolve("t.json"), "{\"header\": {\"format\": \"table\", \"version\": 1}}");
        Table table = format.readJson(path);
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.header().version()).isEqualTo(2);
        assertThat(table.header().producer().cpu()).isEqualTo("unknown");
    }

    @Test
    void theSchemaSaysWhatMayBeLeftOut() {
        String schema = FORMAT.schema().toString();
        assertThat(schema)
                .contains("\"required\":[\"format\",\"version\",\"name\",\"clock_mhz\",\"mode\"]")
                .contains("\"rtt_ms\":{\"type\":\"number\",\"default\":30}")
                .contains("\"port\":{\"type\":[\"integer\",\"null\"],\"default\":null}")
                .contains("\"version\":{\"const\":3}");
    }

    @Test
    void aFileThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> FORMAT.readYaml(temp.resolve("none.yaml")))
                .isInstanceOf(InputException.class)
                .hasMessage("File not found: " + temp.resolve("none.yaml"));
    }
}
