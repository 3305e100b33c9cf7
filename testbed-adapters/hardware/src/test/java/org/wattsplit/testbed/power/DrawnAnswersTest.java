package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a device may send, drawn at random around what it does send, to every meter: numbers of all kinds, half an answer, more
 * than one, other types. A meter has a reading that is in the answer, or says that it has none; it never fails otherwise.
 */
final class DrawnAnswersTest {
    private static final int CASES = 1_000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final List<String> INSTEAD = List.of(
            "NaN",
            "-NaN",
            "-Infinity",
            "inf",
            "-1",
            "-0.0",
            "0",
            "0.0",
            "1e999",
            "-1e999",
            "1e-999",
            "9.9E37",
            "10001",
            "10000",
            "99999999999999999999999999",
            "null",
            "true",
            "\"8.9\"",
            "[]",
            "{}",
            "[8.9]",
            "0x10",
            "1,5",
            ".5",
            "5.",
            "",
            " ",
            "٣",
            "8.9W",
            "[N/A]",
            "1".repeat(300));

    private final SplittableRandom random = new SplittableRandom(19);

    @TempDir
    private Path sys;

    private long nanos = 1_000_000_000;
    private String answer = "";

    private String drawn(String valid) {
        int from = random.nextInt(valid.length());
        int to = from + random.nextInt(Math.min(20, valid.length() - from) + 1);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> withOtherNumber(valid);
            case 3 -> valid.substring(0, from) + valid.substring(to);
            case 4 -> valid.substring(0, from);
            case 5 -> valid.substring(0, to) + valid.substring(from);
            case 6 -> valid.substring(0, from) + (char) random.nextInt(1, 0xd000) + valid.substring(from + 1);
            default -> withOtherNumber(withOtherNumber(valid));
        };
    }

    private String withOtherNumber(String valid) {
        List<MatchResult> numbers = NUMBER.matcher(valid).results().toList();
        if (numbers.isEmpty()) {
            return valid;
        }
        MatchResult number = numbers.get(random.nextInt(numbers.size()));
        String other = INSTEAD.get(random.nextInt(INSTEAD.size()));
        return valid.substring(0, number.start()) + other + valid.substring(number.end());
    }

    /** Reads a meter after each of the drawn answers. */
    private void reads(PowerMeter meter, String valid, Consumer<String> tell, ToDoubleFunction<String> truth) {
        int readings = 0;
        for (int i = 0; i < CASES; i++) {
            answer = drawn(valid);
            tell.accept(answer);
            nanos += 1_000_000_000;
            double value;
            try {
                value = meter.read().value();
            } catch (MeterException e) {
                assertThat(e).hasMessageNotContaining("Exception");
                continue;
            }
            readings++;
            assertThat(value).as(answer).isNotNegative().isCloseTo(truth.applyAsDouble(answer), within(1e-9));
            if (meter.info().quantity() == Quantity.POWER_W) {
                assertThat(value).as(answer).isLessThanOrEqualTo(Figures.MOST_WATTS);
            }
        }
        tell.accept(valid);
        nanos += 1_000_000_000;
        assertThat(readings).isBetween(1, CASES - 1);
    }

    private static ToDoubleFunction<String> field(String pointer) {
        return answer -> {
            try {
                JsonNode field = JSON.readTree(answer).at(pointer);
                assertThat(field.isNumber()).as(answer).isTrue();
                return Math.abs(field.asDouble());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Test
    void plugs() {
        try (PlugServer plug = new PlugServer(ShellyMeterTest.FIRST)) {
            plug.answers.put("/relay/0", "{\"ison\":true}");
            reads(
                    new ShellyMeter(shelly(plug, 1), LONG, () -> nanos),
                    ShellyMeterTest.FIRST,
                    text -> plug.body = text,
                    field("/power"));
            plug.body = ShellyMeterTest.SECOND;
            reads(
                    new ShellyMeter(shelly(plug, 2), LONG, () -> nanos),
                    ShellyMeterTest.SECOND,
                    text -> plug.body = text,
                    field("/apower"));
            plug.body = TasmotaMeterTest.SENSORS;
            plug.answers.put("/cm?cmnd=Status%2011", "{\"StatusSTS\":{\"POWER\":\"ON\"}}");
            reads(
                    new TasmotaMeter(
                            new MeterSpec.Tasmota(plug.url(), 1, "admin", null, "it", 0.001, 1000), LONG, () -> nanos),
                    TasmotaMeterTest.SENSORS,
                    text -> plug.body = text,
                    answer -> field(
                                    answer.contains("\"Power\":[")
                                            ? "/StatusSNS/ENERGY/Power/0"
                                            : "/StatusSNS/ENERGY/Power")
                            .applyAsDouble(answer));
        }
    }

    private static MeterSpec.Shelly shelly(PlugServer plug, int generation) {
        return new MeterSpec.Shelly(plug.url(), generation, 0, "admin", null, "it", 1000);
    }

    @Test
    void relaysAndSwitchesOfPlugsThatSay0() {
        try (PlugServer plug = new PlugServer(ShellyMeterTest.FIRST.replace("12.34", "0.00"))) {
            plug.answers.put("/relay/0", "{\"ison\":true}");
            PowerMeter meter = new ShellyMeter(shelly(plug, 1), LONG, () -> nanos);
            reads(meter, "{\"ison\":true,\"timer\":0}", text -> plug.answers.put("/relay/0", text + " "), text -> 0);
        }
    }

    @Test
    void instruments() {
        try (ScpiInstrument instrument = new ScpiInstrument();
                PowerMeter meter = new ScpiMeter(
                        new MeterSpec.Scpi("127.0.0.1", instrument.port(), null, List.of(), "P?", "it", 0.001, 250),
                        LONG,
                        () -> nanos)) {
            reads(
                    meter,
                    "17.688E+00",
                    // One without an end is a test of its own, as it takes the time that is waited for it.
                    text -> instrument.value = text.replaceAll("[^ -~]|\\|", "?") + "\r\n",
                    text -> Math.abs(Double.parseDouble(text)));
        }
    }

    @Test
    void programs() {
        answer = "65.43";
        reads(
                new NvidiaMeter(new MeterSpec.Nvidia("nvidia-smi", "0", 500), "", command -> answer, () -> nanos),
                "65.43",
                text -> answer = text,
                text -> Math.abs(Double.parseDouble(text)));
        answer = PiPmicMeterTest.SAID;
        reads(
                new PiPmicMeter(new MeterSpec.PiPmic("vcgencmd", 250), command -> answer, () -> nanos),
                PiPmicMeterTest.SAID,
                text -> answer = text,
                DrawnAnswersTest::sumOfRails);
    }

    /** By the columns of the answer, whose rails are all there. */
    private static double sumOfRails(String answer) {
        double watts = 0;
        for (String rail : List.of("3V7_WL_SW", "HDMI", "VDD_CORE")) {
            watts += amount(answer, rail + "_V volt") * amount(answer, rail + "_A current");
        }
        return watts;
    }

    private static double amount(String answer, String name) {
        String word = answer.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(word.substring(word.indexOf('=') + 1, word.length() - 1));
    }

    @Test
    void filesOfTheSystem() throws IOException {
        Path chip = Files.createDirectories(sys.resolve("class/hwmon/hwmon0"));
        write(chip.resolve("name"), "ina226");
        write(chip.resolve("power1_input"), "5230000");
        reads(
                Meters.open(new MeterSpec.Hwmon("ina226", 1, null, "it", 0.025, 100), sys, () -> nanos),
                "5230000\n",
                text -> write(chip.resolve("power1_input"), text),
                text -> Math.abs(Long.parseLong(text.strip()) / 1e6));
        write(chip.resolve("energy1_input"), "5230000");
        PowerMeter counter = Meters.open(new MeterSpec.Hwmon("ina226", 1, null, "it", 0.025, 100), sys, () -> nanos);
        double last = 0;
        for (int i = 0; i < CASES; i++) {
            nanos += 1_000_000_000;
            write(chip.resolve("energy1_input"), drawn("5230000"));
            last = growsOrFails(counter, last);
        }
    }

    @Test
    void countersOfProcessors() throws IOException {
        Path zone = Files.createDirectories(sys.resolve("class/powercap/intel-rapl:0"));
        write(zone.resolve("name"), "package-0");
        write(zone.resolve("max_energy_range_uj"), "262143328850");
        write(zone.resolve("energy_uj"), "5230000");
        PowerMeter counter = Meters.open(new MeterSpec.Rapl(List.of("intel-rapl:0")), sys, () -> nanos);
        double last = 0;
        for (int i = 0; i < CASES; i++) {
            nanos += 1_000_000_000;
            write(zone.resolve("energy_uj"), drawn("5230000"));
            last = growsOrFails(counter, last);
        }
    }

    @Test
    void counterOfAnAccelerator() {
        long[] counted = {1_000};
        PowerMeter meter = new NvmlMeter(
                new MeterSpec.Nvidia("nvidia-smi", "0", 250),
                new NvmlMeter.EnergySource() {
                    @Override
                    public long millijoules() {
                        int chance = random.nextInt(300);
                        if (chance == 0) {
                            throw new MeterException("GPU is lost");
                        }
                        counted[0] = chance < 5 ? random.nextLong(Long.MAX_VALUE) : counted[0] + random.nextLong(300);
                        return counted[0];
                    }

                    @Override
                    public void close() {}
                },
                pause -> nanos += pause,
                () -> nanos);
        int readings = 0;
        for (int i = 0; i < CASES; i++) {
            try {
                assertThat(meter.read().value()).isBetween(0.0, Figures.MOST_WATTS);
                readings++;
            } catch (MeterException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
        assertThat(readings).isBetween(1, CASES - 1);
    }

    private static double growsOrFails(PowerMeter counter, double last) {
        try {
            double joules = counter.read().value();
            assertThat(joules).isFinite().isGreaterThanOrEqualTo(last);
            return joules;
        } catch (MeterException e) {
            assertThat(e).hasMessageNotContaining("Exception");
            return last;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
