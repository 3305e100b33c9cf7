package org.wattsplit.testbed.power;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The power of an NVIDIA accelerator, by the program {@code nvidia-smi}. Each reading runs it once, so the time of a reading
 * is known to half of the time that this takes. From Ampere on, but for GA100, the figure is a mean of the last second.
 */
final class NvidiaMeter extends TimedMeter {
    private static final Pattern WARNING = Pattern.compile("^warning\\b", Pattern.CASE_INSENSITIVE);
    /** The beginning of a number, or of what stands in its place, such as {@code [N/A]}. */
    private static final Pattern FIGURE = Pattern.compile("^[-+.]?[\\d\\[]");

    private final MeterSpec.Nvidia spec;
    private final Program program;

    /**
     * @param why this meter and not {@link NvmlMeter}, in words
     * @throws MeterException when the program doesn't tell the accelerator's power
     */
    NvidiaMeter(MeterSpec.Nvidia spec, String why, Program program, LongSupplier nanoTime) {
        super(
                MeterInfo.ofPower(
                        "nvidia",
                        "accelerator " + spec.gpu() + " with its memory, by power.draw of " + spec.program() + why,
                        0.01,
                        spec.periodMs()),
                nanoTime);
        this.spec = spec;
        this.program = program;
        read();
    }

    @Override
    double value(long beginNanos) {
        String said = program.run(List.of(
                spec.program(), "--id=" + spec.gpu(), "--query-gpu=power.draw", "--format=csv,noheader,nounits"));
        return Figures.watts("the answer of " + spec.program(), figure(said.strip()));
    }

    /**
     * The one line that is a figure. Lines before it are of a driver or a library that warns of something, and so are those
     * after it that say so. An answer with another figure is left as it is.
     */
    private static String figure(String said) {
        List<String> lines = said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !WARNING.matcher(line).find())
                .toList();
        boolean one = !lines.isEmpty()
                && lines.subList(0, lines.size() - 1).stream()
                        .noneMatch(line -> FIGURE.matcher(line).find());
        return one ? lines.get(lines.size() - 1) : said;
    }
}
