package org.wattsplit.testbed.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A power sensor of Linux's hardware monitoring, INA sensors among them: {@code powerN_input} in microwatts, or, where a
 * chip has none, {@code inN_input} in millivolts times {@code currN_input} in milliamperes.
 */
final class HwmonMeter extends TimedMeter {
    private final Path power;
    private final Path voltage;
    private final Path current;
    private final boolean hasPower;

    /**
     * @param hwmon the folder of chips, {@code /sys/class/hwmon}
     * @param spec which chip and channel
     * @throws MeterException when there is no such chip, or more than one, or no such channel
     */
    HwmonMeter(Path hwmon, MeterSpec.Hwmon spec, LongSupplier nanoTime) {
        super(MeterInfo.ofPower("hwmon", spec.covers(), spec.resolutionW(), spec.periodMs()), nanoTime);
        Path chip = chip(hwmon, spec.chip());
        this.power = chip.resolve("power" + spec.channel() + "_input");
        this.voltage = chip.resolve("in" + spec.channel() + "_input");
        this.current = chip.resolve("curr" + spec.channel() + "_input");
        this.hasPower = Files.exists(power);
        read();
    }

    private static Path chip(Path hwmon, String wanted) {
        List<Path> found = chips(hwmon).stream()
                .filter(chip -> name(chip).equals(wanted)
                        || chip.getFileName().toString().equals(wanted))
                .toList();
        if (found.size() != 1) {
            throw Figures.expected(
                    "chip",
                    "one of those in " + hwmon,
                    found.isEmpty() ? wanted : wanted + ", which are " + found.size());
        }
        return found.get(0);
    }

    /** The folders of chips; none where there is no folder of them. */
    static List<Path> chips(Path hwmon) {
        if (!Files.isDirectory(hwmon)) {
            return List.of();
        }
        try (Stream<Path> chips = Files.list(hwmon)) {
            return chips.sorted().toList();
        } catch (IOException e) {
            throw Figures.unreadable(hwmon, e);
        }
    }

    /** What a chip calls itself; its folder's name where it doesn't. */
    static String name(Path chip) {
        Path name = chip.resolve("name");
        return Files.isReadable(name) ? Figures.word(name) : chip.getFileName().toString();
    }

    @Override
    double value(long beginNanos) {
        double watts =
                hasPower ? Figures.whole(power) / 1e6 : Figures.whole(voltage) / 1e3 * (Figures.whole(current) / 1e3);
        return Figures.watts("the power of " + (hasPower ? power : current), watts);
    }
}
