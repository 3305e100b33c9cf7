package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellyMeterTest {
    private static final String SECOND =
            "{\"id\":0,\"source\":\"init\",\"output\":true,\"apower\":8.9,\"voltage\":237.5,"
                    + "\"current\":0.042,\"aenergy\":{\"total\":6.532,\"by_minute\":[45.199,47.141,88.397],"
                    + "\"minute_ts\":1626935779},\"temperature\":{\"tC\":23.6,\"tF\":74.4}}";
    private static final String FIRST =
            "{\"power\":12.34,\"overpower\":0.00,\"is_valid\":true,\"timestamp\":1626935779,"
                    + "\"counters\":[11.9,12.1,12.2],\"total\":4711}";

    /** In which a plug on a busy machine answers. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(500);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer plug;
    private volatile String asked = "";
    private volatile String body = SECOND;
    private volatile int status = 200;
    private volatile boolean stall;

    @BeforeEach
    void start() throws IOException {
        plug = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plug.setExecutor(threads);
        plug.createContext("/", this::answer);
        plug.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        plug.stop(0);
        threads.shutdownNow();
    }

    @Test
    void secondGenerationTellsThePowerOfASwitch() {
        assertThat(meter(2).read().value()).isEqualTo(8.9);
        assertThat(asked).isEqualTo("/rpc/Switch.GetStatus?id=0");
    }

    @Test
    void firstGenerationTellsThePowerOfAMeter() {
        body = FIRST;
        assertThat(meter(1).read().value()).isEqualTo(12.34);
        assertThat(asked).isEqualTo("/meter/0");
    }

    @Test
    void powerThatThePlugCallsInvalidIsNoReading() {
        body = FIRST.replace("\"is_valid\":true", "\"is_valid\":false");
        assertThatThrownBy(() -> meter(1)).isInstanceOf(MeterException.class).hasMessageContaining("is_valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"off\"", "null"})
    void plugThatIsSwitchedOffHasNoReading(String output) {
        PowerMeter meter = meter(2);
        body = SECOND.replace("\"output\":true,\"apower\":8.9", "\"output\":" + output + ",\"apower\":0.0");
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining(
                        "output of http://127.0.0.1:" + plug.getAddress().getPort())
                .hasMessageContaining("given " + output + ": the plug is switched off");
    }

    @Test
    void firstGenerationIsAskedForItsRelayAtZero() {
        body = FIRST.replace("12.34", "0.00").replace("}", ",\"ison\":true}");
        assertThat(meter(1).read().value()).isZero();
        assertThat(asked).isEqualTo("/relay/0");
        body = body.replace("\"ison\":true", "\"ison\":false");
        assertThatThrownBy(() -> meter(1)).hasMessageContaining("/relay/0 to be true, given false: the plug is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"out_of_range\"]", "\"overtemp\"", "{\"0\":\"read\"}"})
    void answerWithErrorsIsNoReading(String errors) {
        PowerMeter meter = meter(2);
        body = SECOND.replace("\"output\"", "\"errors\":" + errors + ",\"output\"");
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageEndingWith("to be none, given " + errors);
        body = SECOND.replace("\"output\"", "\"errors\":[],\"output\"");
        assertThat(meter.read().value()).isEqualTo(8.9);
    }

    @Test
    void plugWithoutAMeterHasNoReading() {
        body = "{\"id\":0,\"source\":\"init\",\"output\":true}";
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
        body = answer;
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("Expected ");
        body = SECOND;
        assertThat(meter.read().value()).isEqualTo(8.9);
    }

    @Test
    void plugThatAsksForAPasswordHasNoReading() {
        status = 401;
        assertThatThrownBy(() -> meter(2))
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("to be 200, given 401");
    }

    @Test
    void answerThatStopsHalfWayIsGivenUp() {
        PowerMeter meter = Patience.until(() -> meter(2, SHORT));
        stall = true;
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("within 500 ms");
        stall = false;
        assertThat(Patience.until(meter::read).value()).isEqualTo(8.9);
    }

    @Test
    void answerWithoutAnEndIsGivenUp() {
        PowerMeter meter = meter(2);
        body = " ".repeat(100_000) + SECOND;
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }

    @Test
    void plugThatIsUnpluggedHasNoReading() {
        PowerMeter meter = meter(2);
        plug.stop(0);
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageStartingWith("meter shelly at http://127.0.0.1:")
                .hasMessageContaining("/rpc/Switch");
        assertThatThrownBy(() -> meter(2))
                .hasMessage("meter shelly at http://127.0.0.1:"
                        + plug.getAddress().getPort() + "/rpc/Switch.GetStatus?id=0: Connection refused");
    }

    private PowerMeter meter(int generation) {
        return meter(generation, LONG);
    }

    private PowerMeter meter(int generation, Duration timeout) {
        return new ShellyMeter(
                new MeterSpec.Shelly(
                        "http://127.0.0.1:" + plug.getAddress().getPort(),
                        generation,
                        0,
                        "the board at the wall",
                        1000),
                timeout,
                System::nanoTime);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestURI().toString();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (stall) {
                out.write(bytes, 0, bytes.length / 2);
                out.flush();
                over.await();
            } else if (bytes.length > 0) {
                out.write(bytes);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
