package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TasmotaMeterTest {
    static final String SENSORS = "{\"StatusSNS\":{\"Time\":\"2024-05-01T12:00:00\",\"ENERGY\":{\"TotalStartTime\":"
            + "\"2023-01-01T00:00:00\",\"Total\":12.345,\"Yesterday\":0.120,\"Today\":0.045,\"Power\":7.352,"
            + "\"ApparentPower\":12,\"ReactivePower\":9,\"Factor\":0.61,\"Voltage\":231,\"Current\":0.052}}}";
    private static final String STATE = "{\"StatusSTS\":{\"Time\":\"2024-05-01T12:00:00\",\"POWER\":\"%s\"}}";
    private static final String ASK_STATE = "/cm?cmnd=Status%2011";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final PlugServer plug = new PlugServer(SENSORS);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        plug.close();
    }

    @Test
    void sensorsTellThePower() {
        assertThat(meter().read().value()).isEqualTo(7.352);
        assertThat(plug.asked).isEqualTo("/cm?cmnd=Status%2010");
    }

    @Test
    void plugWithAMeterForEachChannelTellsThatOfOne() {
        plug.body = SENSORS.replace("7.352", "[7,12]");
        assertThat(meter(1, null).read().value()).isEqualTo(7);
        assertThat(meter(2, null).read().value()).isEqualTo(12);
        assertThatThrownBy(() -> meter(3, null)).hasMessageEndingWith("to be a number of watts, given none");
        plug.body = SENSORS;
        assertThatThrownBy(() -> meter(2, null)).hasMessageEndingWith("as channel is 2, given 7.352");
    }

    @Test
    void plugThatIsSwitchedOffHasNoReading() {
        PowerMeter meter = meter();
        plug.body = SENSORS.replace("7.352", "0");
        plug.answers.put(ASK_STATE, String.format(STATE, "ON"));
        assertThat(meter.read().value()).isZero();
        plug.answers.put(ASK_STATE, String.format(STATE, "OFF"));
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("POWER of " + plug.url())
                .hasMessageContaining("to be ON, given \"OFF\": the plug is switched off");
        plug.answers.put(ASK_STATE, "{\"StatusSTS\":{\"POWER1\":\"OFF\",\"POWER2\":\"ON\"}}");
        assertThatThrownBy(meter::read).hasMessageContaining("POWER1 of ");
        plug.answers.put(ASK_STATE, "{\"StatusSTS\":{}}");
        assertThat(meter.read().value()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"StatusSNS\":{\"Time\":\"2024-05-01T12:00:00\"}}",
                "{\"StatusSNS\":{\"ENERGY\":{\"Power\":\"7\"}}}",
                "{\"StatusSNS\":{\"ENERGY\":{\"Power\":null}}}",
                "{\"StatusSNS\":{\"ENERGY\":{\"Power\":[]}}}",
                "{\"StatusSNS\":{\"ENERGY\":{\"Power\":-1}}}",
                "{\"StatusSNS\":{\"ENERGY\":{\"Power\":NaN}}}",
                "{\"Command\":\"Unknown\"}"
            })
    void answerThatIsNoPowerIsNoReading(String answer) {
        PowerMeter meter = meter();
        plug.body = answer;
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("Expected ");
        plug.body = SENSORS;
        assertThat(meter.read().value()).isEqualTo(7.352);
    }

    @Test
    void passwordIsInTheQueryAndInNoMessage() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "jo&er ?\n");
        PowerMeter meter = meter(1, file);
        assertThat(plug.asked).isEqualTo("/cm?cmnd=Status%2010&user=admin&password=jo%26er%20%3F");
        plug.status = 401;
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("/cm?cmnd=Status%2010 to be 200, given 401: it asks for a password")
                .hasMessageNotContaining("jo");
        plug.close();
        assertThatThrownBy(meter::read)
                .hasMessageStartingWith("meter tasmota at " + plug.url() + "/cm?cmnd=Status%2010: ")
                .hasMessageNotContaining("jo");
    }

    @Test
    void warningOfAPasswordIsSaid() {
        plug.body = "{\"WARNING\":\"Need user=<username>&password=<password>\"}";
        assertThatThrownBy(this::meter)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("Need user=<username>&password=<password>\": it asks for a password");
    }

    private PowerMeter meter() {
        return meter(1, null);
    }

    private PowerMeter meter(int channel, @Nullable Path passwordFile) {
        return new TasmotaMeter(
                new MeterSpec.Tasmota(plug.url(), channel, "admin", passwordFile, "the board at the wall", 0.001, 1000),
                LONG,
                System::nanoTime);
    }
}
