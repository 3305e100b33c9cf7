package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Raspberry Pi 5 says of its power chip, with fewer rails. */
final class PiPmicMeterTest {
    static final String SAID = """
             3V7_WL_SW_A current(0)=0.10000000A
              VDD_CORE_A current(7)=2.00000000A
                  HDMI_A current(22)=0.02000000A
             3V7_WL_SW_V volt(8)=3.70000000V
              VDD_CORE_V volt(15)=0.72000000V
                  HDMI_V volt(23)=5.10000000V
                 EXT5V_V volt(24)=5.11478000V
                  BATT_V volt(25)=0.01880340V
            """;

    private final List<List<String>> run = new ArrayList<>();
    private String said = SAID;

    @Test
    void powerIsThatOfAllRailsWithAVoltageAndACurrent() {
        PowerMeter meter = meter();
        assertThat(meter.read().value()).isEqualTo(0.37 + 1.44 + 0.102, within(1e-9));
        assertThat(run).containsOnly(List.of("/usr/bin/vcgencmd", "pmic_read_adc"));
        assertThat(meter.info().covers()).contains("without what its 5 V feed directly, such as USB devices");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "2.00000000A > -2.0A",
                "2.00000000A > NaNA",
                "2.00000000A > 2.0V",
                "2.00000000A > 2.0",
                "2.00000000A > A",
                "2.00000000A > 1e999A",
                "2.00000000A > 20000A",
                "0.72000000V > -0.72V",
                "0.72000000V > 0x1V",
                "0.72000000V > ''",
                "VDD_CORE_V volt(15)=0.72000000V > ''",
                "HDMI_A > VDD_CORE_A",
                "HDMI_V > VDD_CORE_V",
                "EXT5V_V > VDD_CORE_V"
            })
    void answerThatIsWrongInOnePlaceIsNoReading(String right, String wrong) {
        PowerMeter meter = meter();
        said = SAID.replace(right, wrong);
        assertThat(said).isNotEqualTo(SAID);
        assertThatThrownBy(meter::read).isInstanceOf(MeterException.class).hasMessageContaining("of /usr/bin/vcgencmd");
    }

    @Test
    void railsThatAreMissingFromALaterAnswerAreNoReadingOf0() {
        PowerMeter meter = meter();
        said = SAID.lines().filter(line -> !line.contains("VDD_CORE")).reduce("", (all, line) -> all + line + "\n");
        assertThatThrownBy(meter::read)
                .isInstanceOf(MeterException.class)
                .hasMessageContaining("of the rails 3V7_WL_SW, HDMI, VDD_CORE, given [3V7_WL_SW, HDMI]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "error=1 error_msg=\"Command not registered\"",
                "     EXT5V_V volt(24)=5.11478000V\n",
                "VCHI initialization failed"
            })
    void boardWithoutThatChipHasNoSuchMeter(String answer) {
        said = answer;
        assertThatThrownBy(this::meter).isInstanceOf(MeterException.class).hasMessageContaining("Expected ");
    }

    private PowerMeter meter() {
        return new PiPmicMeter(
                new MeterSpec.PiPmic("/usr/bin/vcgencmd", 250),
                command -> {
                    run.add(command);
                    return said;
                },
                System::nanoTime);
    }
}
