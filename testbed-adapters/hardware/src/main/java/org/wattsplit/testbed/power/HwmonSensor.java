package org.wattsplit.testbed.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;

/**
 * A channel of a chip of Linux's hardware monitoring that knows power or energy.
 *
 * @param chip the chip's folder, whose number may be another one after each start of the machine
 * @param name what the chip calls itself; its folder's name where it doesn't
 * @param address its device's name, such as {@code 1-0040} on an I2C bus; empty where there is none
 * @param channel the channel's number
 * @param labels what the channel is called, the same once
 */
record HwmonSensor(Path chip, String name, String address, int channel, List<String> labels) {
    private static final Pattern FIGURE = Pattern.compile("(?:energy|power|curr)(\\d{1,3})_(?:input|average)");
    private static final Set<String> SUPPLIES = Set.of("Battery", "UPS", "Mains", "USB", "Wireless");

    private static final long LONGEST_MEAN_MILLIS = 3_600_000;

    /** The sensors of all chips in a folder, in the order of chips and channels; none where there is no folder of them. */
    static List<HwmonSensor> all(Path hwmon) {
        return Files.isDirectory(hwmon)
                ? names(hwmon).stream()
                        .flatMap(chip -> ofChip(hwmon.resolve(chip)).stream())
                        .toList()
                : List.of();
    }

    /**
     * The one that is meant.
     *
     * @throws MeterException when there is none
     * @throws InputException when there are several
     */
    static HwmonSensor of(Path hwmon, MeterSpec.Hwmon spec) {
        List<HwmonSensor> all = all(hwmon);
        List<HwmonSensor> found = all.stream().filter(sensor -> sensor.is(spec)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String wanted = "chip " + spec.chip()
                + (spec.label() == null ? ", channel " + spec.channelOrFirst() : ", label " + spec.label());
        if (found.isEmpty()) {
            throw new MeterException("Expected the sensor to be one of " + all + " in " + hwmon + ", given " + wanted);
        }
        throw InputException.of("the sensor", "one, not any of " + found, wanted)
                .maybe("name the chip by its address, the part behind at, or its channel by a label of its own");
    }

    private boolean is(MeterSpec.Hwmon spec) {
        boolean ofChip = spec.chip().equals(name)
                || spec.chip().equals(address)
                || spec.chip().equals(String.valueOf(chip.getFileName()));
        return ofChip && (spec.label() == null ? spec.channelOrFirst() == channel : labels.contains(spec.label()));
    }

    private static List<HwmonSensor> ofChip(Path chip) {
        String name = Files.isReadable(chip.resolve("name"))
                ? Figures.word(chip.resolve("name"))
                : String.valueOf(chip.getFileName());
        String address = address(chip);
        return names(chip).stream()
                .map(FIGURE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .distinct()
                .sorted()
                .map(channel -> new HwmonSensor(chip, name, address, channel, labels(chip, channel)))
                .filter(sensor ->
                        sensor.energy().isPresent() || sensor.power().isPresent() || sensor.hasVoltageAndCurrent())
                .toList();
    }

    private static String address(Path chip) {
        Path device = chip.resolve("device");
        try {
            return Files.isSymbolicLink(device)
                    ? String.valueOf(Files.readSymbolicLink(device).getFileName())
                    : "";
        } catch (IOException e) {
            throw Figures.unreadable(device, e);
        }
    }

    private static List<String> labels(Path chip, int channel) {
        return Stream.of("energy", "power", "curr", "in")
                .map(kind -> chip.resolve(kind + channel + "_label"))
                .filter(Files::isReadable)
                .map(Figures::word)
                .distinct()
                .toList();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Figures.unreadable(folder, e);
        }
    }

    /** The counter of microjoules, if there is one. */
    Optional<Path> energy() {
        return file("energy" + channel + "_input");
    }

    /** The microwatts now, or else their mean, if the chip tells any. */
    Optional<Path> power() {
        return file("power" + channel + "_input").or(() -> file(average()));
    }

    /** For how many milliseconds a power is the mean; 0 where it is of now, or the chip doesn't tell. */
    long meanMillis() {
        boolean isMean = power().filter(path -> path.endsWith(average())).isPresent();
        Optional<Path> interval = isMean ? file(average() + "_interval") : Optional.empty();
        long millis = interval.map(Figures::whole).orElse(0L);
        if (millis < 0 || millis > LONGEST_MEAN_MILLIS) {
            throw Figures.expected(
                    String.valueOf(interval.orElse(chip)), "0 to " + LONGEST_MEAN_MILLIS + " ms", millis);
        }
        return millis;
    }

    private String average() {
        return "power" + channel + "_average";
    }

    /** Its millivolts. */
    Path voltage() {
        return chip.resolve("in" + channel + "_input");
    }

    /** Its milliamperes. */
    Path current() {
        return chip.resolve("curr" + channel + "_input");
    }

    private boolean hasVoltageAndCurrent() {
        // The fourth current of an INA3221 is a sum, and the fourth voltage that of the first shunt.
        boolean pair = !(name.equals("ina3221") && channel > 3);
        return pair && Files.exists(voltage()) && Files.exists(current());
    }

    private Optional<Path> file(String file) {
        return Optional.of(chip.resolve(file)).filter(Files::exists);
    }

    /** Whether it is of a battery or a power supply, which the machine may draw nothing from. */
    boolean isSupply() {
        Path type = chip.resolve("device/type");
        return Files.isReadable(type) ? SUPPLIES.contains(Figures.word(type)) : name.matches("BAT\\w*");
    }

    /** What a battery does now; empty for all else. */
    Optional<String> batteryStatus() {
        Path status = chip.resolve("device/status");
        return isSupply() && Files.isReadable(status) ? Optional.of(Figures.word(status)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name + (address.isEmpty() ? " in " + chip.getFileName() : " at " + address) + " channel " + channel
                + (labels.isEmpty() ? "" : " " + String.join("/", labels));
    }
}
