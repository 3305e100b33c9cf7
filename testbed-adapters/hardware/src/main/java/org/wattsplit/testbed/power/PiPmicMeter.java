package org.wattsplit.testbed.power;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The power chip of a Raspberry Pi 5, by {@code vcgencmd pmic_read_adc}: voltage times current, added over its rails. What is
 * fed past it, by the 5 V of the board, it doesn't know, nor its own losses. Each reading runs the program once.
 */
final class PiPmicMeter extends TimedMeter {
    /** About one step of the current of VDD_CORE, the coarsest. */
    private static final double STEP_WATTS = 0.01;

    private static final Pattern FIGURE =
            Pattern.compile("(\\w+)_(?:(V) volt|(A) current)\\(\\d{1,3}\\)=([^\\s=]+)(?<unit>[VA])");

    private final MeterSpec.PiPmic spec;
    private final Program program;
    private final Set<String> rails;

    /** @throws MeterException when the program doesn't tell any rail's voltage and current */
    PiPmicMeter(MeterSpec.PiPmic spec, Program program, LongSupplier nanoTime) {
        super(
                MeterInfo.ofPower(
                        "pi-pmic",
                        "the rails of the board's power chip, without what its 5 V feed directly, such as USB devices",
                        STEP_WATTS,
                        spec.periodMs()),
                nanoTime);
        this.spec = spec;
        this.program = program;
        this.rails = rails().keySet();
    }

    @Override
    double value(long beginNanos) {
        Map<String, Double> watts = rails();
        if (!watts.keySet().equals(rails)) {
            throw Figures.expected(source(), "of the rails " + String.join(", ", rails), watts.keySet());
        }
        return Figures.watts(
                "the sum of " + source(),
                watts.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /** The power of each rail; a voltage alone, as that of the supply, is of no rail. */
    private Map<String, Double> rails() {
        Map<String, Double> volts = new HashMap<>();
        Map<String, Double> amperes = new TreeMap<>();
        for (String line : said()) {
            Matcher figure = FIGURE.matcher(line);
            if (!figure.matches()) {
                throw Figures.expected("a line of " + source(), "such as VDD_CORE_V volt(15)=0.72V", line);
            }
            boolean isVoltage = figure.group(2) != null;
            String rail = figure.group(1);
            double amount = Figures.amount(rail + " of " + source(), isVoltage ? "volts" : "amperes", figure.group(4));
            boolean isRight = figure.group("unit").equals(isVoltage ? "V" : "A");
            if (!isRight || (isVoltage ? volts : amperes).put(rail, amount) != null) {
                throw Figures.expected(rail + " of " + source(), "there once, in its unit", line);
            }
        }
        if (amperes.isEmpty()) {
            throw Figures.expected(source(), "currents of rails", "none");
        }
        Map<String, Double> watts = new TreeMap<>();
        amperes.forEach((rail, current) -> {
            Double voltage = volts.get(rail);
            if (voltage == null) {
                throw Figures.expected("the voltage of " + rail + " of " + source(), "there", "none");
            }
            watts.put(rail, voltage * current);
        });
        return watts;
    }

    private List<String> said() {
        return program.run(List.of(spec.program(), "pmic_read_adc"))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String source() {
        return "the answer of " + spec.program();
    }
}
