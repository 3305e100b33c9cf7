package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScpiMeterTest {
    /** In which an instrument on a busy machine answers. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(300);

    private final ScpiInstrument instrument = new ScpiInstrument();

    @AfterEach
    void close() {
        instrument.close();
    }

    @Test
    void meterSetsTheInstrumentUpAndReadsWatts() {
        try (PowerMeter meter = meter()) {
            assertThat(meter.read().value()).isEqualTo(17.688);
            assertThat(meter.info().covers()).isEqualTo("the board at the wall, by GWInstek,GPM-8213,GES000000,V1.05");
        }
        assertThat(instrument.heard)
                .containsExactly(
                        ":NUMERIC:NORMAL:NUMBER 1", ":NUMERIC:NORMAL:ITEM1 P", "*IDN?", ":NUMERIC:NORMAL:VALUE?");
    }

    @Test
    void lineThatComesInPartsIsOneAnswer() {
        try (PowerMeter meter = meter()) {
            instrument.value = "1|7.6|88E+0|0\r|\n";
            assertThat(meter.read().value()).isEqualTo(17.688);
        }
    }

    @Test
    void connectionIsKept() {
        try (PowerMeter meter = meter()) {
            assertThat(meter.read().value()).isEqualTo(17.688);
            instrument.value = "3.1E-03\r\n";
            assertThat(meter.read().value()).isEqualTo(0.0031);
        }
        assertThat(instrument.heard).filteredOn("*IDN?"::equals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NAN",
                "INF",
                "9.91E+37",
                "-9.9E+37",
                "-0.5E+00",
                "",
                "17.6W",
                "1.0,2.0",
                "0x10",
                "ERROR",
                ".",
                "1e999",
                "10001"
            })
    void answerThatIsNoPowerIsNoReading(String answer) {
        try (PowerMeter meter = meter()) {
            instrument.value = answer + "\r\n";
            assertThatThrownBy(meter::read)
                    .isInstanceOf(MeterException.class)
                    .hasMessageContaining("given " + (answer.startsWith("-0.5") ? "-0.5" : answer));
            instrument.value = "2.0E+00\r\n";
            assertThat(meter.read().value()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({".312, 0.312", "+3.1E-1, 0.31", "+.5, 0.5", "5., 5", "-0.0, 0", "1E4, 10000"})
    void numbersAreInEachFormOfTheStandard(String answer, double watts) {
        try (PowerMeter meter = meter()) {
            instrument.value = answer + "\r\n";
            assertThat(meter.read().value()).isEqualTo(watts);
        }
    }

    @Test
    void silentInstrumentHasNoReadingAndItsLateAnswerIsNotTakenForTheNext() {
        try (PowerMeter meter = Patience.until(() -> meter(SHORT))) {
            instrument.value = "17.6";
            assertThatThrownBy(meter::read)
                    .isInstanceOf(MeterException.class)
                    .hasMessageContaining("no whole answer to :NUMERIC:NORMAL:VALUE? within 300 ms");
            instrument.value = "2.0E+00\r\n";
            assertThat(Patience.until(meter::read).value()).isEqualTo(2);
        }
    }

    @Test
    void secondLineIsNotTakenForTheNextAnswer() {
        try (PowerMeter meter = meter()) {
            // Sent at once: where the first line is, the second one is, too.
            instrument.value = "17.6E+00\r\n99.0E+00\r\n";
            assertThat(meter.read().value()).isEqualTo(17.6);
            instrument.value = "2.0E+00\r\n";
            assertThatThrownBy(meter::read).hasMessageContaining("unasked");
            assertThat(meter.read().value()).isEqualTo(2);
        }
    }

    @Test
    void endlessLineIsGivenUp() {
        try (PowerMeter meter = meter()) {
            instrument.value = "1".repeat(10_000);
            assertThatThrownBy(meter::read)
                    .isInstanceOf(MeterException.class)
                    .hasMessageContaining("longer than 256 characters");
        }
    }

    @Test
    void instrumentThatHangsUpIsConnectedAgain() {
        try (PowerMeter meter = meter()) {
            instrument.hangUp = true;
            assertThatThrownBy(meter::read)
                    .isInstanceOf(MeterException.class)
                    .hasMessageContaining("the connection ended");
            instrument.hangUp = false;
            assertThat(meter.read().value()).isEqualTo(17.688);
        }
        assertThat(instrument.heard).filteredOn("*IDN?"::equals).hasSize(2);
    }

    @Test
    void instrumentThatIsGoneHasNoReading() {
        int port = instrument.port();
        instrument.close();
        assertThatThrownBy(this::meter)
                .isInstanceOf(MeterException.class)
                .hasMessage("meter scpi at 127.0.0.1:" + port + ": Connection refused");
    }

    private PowerMeter meter() {
        return meter(LONG);
    }

    private PowerMeter meter(Duration timeout) {
        return new ScpiMeter(
                new MeterSpec.Scpi(
                        "127.0.0.1",
                        instrument.port(),
                        null,
                        List.of(":NUMERIC:NORMAL:NUMBER 1", ":NUMERIC:NORMAL:ITEM1 P"),
                        ":NUMERIC:NORMAL:VALUE?",
                        "the board at the wall",
                        0.001,
                        250),
                timeout,
                System::nanoTime);
    }
}
