package org.wattsplit.testbed.power;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;

class ShellyMeterTest {
    static final String SECOND = "{\"id\":0,\"source\":\"init\",\"output\":true,\"apower\":8.9,\"voltage\":237.5,"
            + "\"current\":0.042,\"aenergy\":{\"total\":6.532,\"by_minute\":[45.199,47.141,88.397],"
            + "\"minute_ts\":1626935779},\"temperature\":{\"tC\":23.6,\"tF\":74.4}}";
    private static final String METER = "{\"id\":0,\"voltage\":229.9,\"current\":0.214,\"apower\":31.7,\"freq\":50.0,"
            + "\"aenergy\":{\"total\":1012.345,\"by_minute\":[528.1,0.0,0.0],\"minute_ts\":1700000000},"
            + "\"ret_aenergy\":{\"total\":0.000,\"by_minute\":[0.0,0.0,0.0],\"minute_ts\":1700000000}}";
    static final String FIRST = "{\"power\":12.34,\"overpower\":0.00,\"is_valid\":true,\"timestamp\":1626935779,"
            + "\"counters\":[11.9,12.1,12.2],\"total\":4711}";

    /** In which a plug on a busy machine answers. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(500);

    private final PlugServer plug = new PlugServer(SECOND);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        plug.close();
    }

    @Test
    void secondGenerationTellsThePowerOfASwitch() {
        assertThat(meter(2).read().value()).isEqualTo(8.9);
        assertThat(plug.asked).isEqualTo("/rpc/Switch.GetStatus?id=0");
    }

    @Test
    void firstGenerationTellsThePowerOfAMeter() {
        plug.body = FIRST;
        assertThat(meter(1).read().value()).isEqualTo(12.34);
        assertThat(plug.asked).isEqualTo("/meter/0");
    }

    @Test
    void powerThatThePlugCallsInvalidIsNoReading() {
        plug.body = FIRST.replace("\"is_valid\":true", "\"is_valid\":false");
        assertThatThrownBy(() -> meter(1)).isInstanceOf(MeterException.class).hasMessageContaining("is_valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"off\"", "null"})
    void plugThatIsSwitchedOffHasNoReading(String output) {
        PowerMeter meter = meter(2);
        plug.body = SECOND.replace("\"output\":true,\"apower\":8.9", "\"output\":" + output + ",\"apower\":0.0");
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("output of " + plug.url())
                .hasMessageContaining("given " + output + ": the plug is switched off");
    }

    @Test
    void firstGenerationIsAskedForItsRelayAtZero() {
        plug.body = FIRST.replace("12.34", "0.00").replace("}", ",\"ison\":true}");
        assertThat(meter(1).read().value()).isZero();
        assertThat(plug.asked).isEqualTo("/relay/0");
        plug.body = plug.body.replace("\"ison\":true", "\"ison\":false");
        assertThatThrownBy(() -> meter(1)).hasMessageContaining("/relay/0 to be true, given false: the plug is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"out_of_range\"]", "\"overtemp\"", "{\"0\":\"read\"}"})
    void answerWithErrorsIsNoReading(String errors) {
        PowerMeter meter = meter(2);
        plug.body = SECOND.replace("\"output\"", "\"errors\":" + errors + ",\"output\"");
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageEndingWith("to be none, given " + errors);
        plug.body = SECOND.replace("\"output\"", "\"errors\":[],\"output\"");
        assertThat(meter.read().value()).isEqualTo(8.9);
    }

    @Test
    void plugWithoutAMeterHasNoReading() {
        plug.body = "{\"id\":0,\"source\":\"init\",\"output\":true}";
        assertThatThrownBy(() -> meter(2))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("apower")
                .hasMessageEndingWith("given none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"apower\":8.",
                "<html>",
                "{\"apower\":null}",
                "{\"apower\":\"8.9\"}",
                "{\"apower\":-8.9}",
                "{\"apower\":10001}",
                "{\"apower\":1e999}",
                "{\"apower\":true}",
                "8.9",
                "[]"
            })
    void answerThatIsNoPowerIsNoReading(String answer) {
        PowerMeter meter = meter(2);
        plug.body = answer;
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("Expected ");
        plug.body = SECOND;
        assertThat(meter.read().value()).isEqualTo(8.9);
    }

    @Test
    void plugThatAsksForAPasswordHasNoReading() {
        plug.status = 401;
        assertThatThrownBy(() -> meter(2))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("to be 200, given 401");
    }

    @Test
    void answerThatStopsHalfWayIsGivenUp() {
        PowerMeter meter = Patience.until(() -> meter(2, SHORT));
        plug.stall = true;
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("within 500 ms");
        plug.stall = false;
        assertThat(Patience.until(meter::read).value()).isEqualTo(8.9);
    }

    @Test
    void answerWithoutAnEndIsGivenUp() {
        PowerMeter meter = meter(2);
        plug.body = " ".repeat(100_000) + SECOND;
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }

    @Test
    void plugThatIsUnpluggedHasNoReading() {
        PowerMeter meter = meter(2);
        plug.close();
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageStartingWith("meter shelly at http://127.0.0.1:")
                .hasMessageContaining("/rpc/Switch");
        assertThatThrownBy(() -> meter(2))
                .hasMessage("meter shelly at " + plug.url() + "/rpc/Switch.GetStatus?id=0: Connection refused");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void laterGenerationsAnswerAlikeAndOneWithoutASwitchAsAMeter(int generation) {
        assertThat(meter(generation).read().value()).isEqualTo(8.9);
        plug.answers.put("/rpc/Switch.GetStatus?id=0", "");
        plug.answers.put("/rpc/PM1.GetStatus?id=0", METER);
        assertThat(meter(generation).read().value()).isEqualTo(31.7);
        plug.answers.put("/rpc/PM1.GetStatus?id=0", "");
        assertThatThrownBy(() -> meter(generation))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("/rpc/PM1.GetStatus?id=0 to be 200, given 404");
    }

    @Test
    void firstGenerationIsToldThePasswordAtOnce() throws IOException {
        List<@Nullable String> heard = new ArrayList<>();
        plug.body = FIRST;
        plug.guard = exchange -> {
            String said = exchange.getRequestHeaders().getFirst("authorization");
            heard.add(said);
            String right = Base64.getEncoder().encodeToString("admin:pass word".getBytes(UTF_8));
            return ("Basic " + right).equals(said) ? null : "Basic realm=\"Login\"";
        };
        assertThat(meter(1, LONG, password("pass word\n")).read().value()).isEqualTo(12.34);
        assertThat(heard).hasSize(2).doesNotContainNull();
    }

    @Test
    void laterGenerationIsToldThePasswordByItsChallengeWhichIsKeptUntilThePlugHasAnother() throws IOException {
        DigestGuard guard = new DigestGuard("admin", "pass word");
        plug.guard = guard;
        PowerMeter meter = meter(2, LONG, password("pass word\n"));
        for (int i = 0; i < 5; i++) {
            assertThat(meter.read().value()).isEqualTo(8.9);
        }
        assertThat(guard.challenges()).isEqualTo(1);
        guard.forget();
        assertThat(meter.read().value()).isEqualTo(8.9);
        assertThat(guard.challenges()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void wrongPasswordIsSaidAndNotShown(int generation) throws IOException {
        plug.guard = generation == 1 ? exchange -> "Basic realm=\"Login\"" : new DigestGuard("admin", "pass word");
        Path wrong = password("secret\n");
        assertThatThrownBy(() -> meter(generation, LONG, wrong))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("to be 200, given 401: it asks for a password")
                .hasMessageNotContainingAny("secret", "pass word");
        assertThatThrownBy(() -> meter(generation, LONG, folder.resolve("none")))
                .isInstanceOf(InputException.class);
    }

    private Path password(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text);
    }

    private PowerMeter meter(int generation) {
        return meter(generation, LONG);
    }

    private PowerMeter meter(int generation, Duration timeout) {
        return meter(generation, timeout, null);
    }

    private PowerMeter meter(int generation, Duration timeout, @Nullable Path passwordFile) {
        return new ShellyMeter(
                new MeterSpec.Shelly(plug.url(), generation, 0, "admin", passwordFile, "the board at the wall", 1000),
                timeout,
                System::nanoTime);
    }
}
