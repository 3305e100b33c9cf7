package org.wattsplit.testbed.power;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.outcome.Provenance;

/**
 * A sensor of Linux's hardware monitoring, INA sensors among them: the first that a channel has of {@code energyN_input} in
 * microjoules, {@code powerN_input} or {@code powerN_average} in microwatts, and {@code inN_input} in millivolts times
 * {@code currN_input} in milliamperes.
 */
final class HwmonMeter extends TimedMeter {
    private static final double MICROJOULE = 1e-6;

    private final HwmonSensor sensor;
    private final boolean supply;
    private final @Nullable EnergyCounter energy;
    private final @Nullable Path power;

    /**
     * @param hwmon the folder of chips, {@code /sys/class/hwmon}
     * @param spec which chip and channel
     * @throws MeterException when there is no such sensor, or it can't be read
     * @throws org.wattsplit.framework.check.InputException when there is more than one
     */
    HwmonMeter(Path hwmon, MeterSpec.Hwmon spec, LongSupplier nanoTime) {
        this(HwmonSensor.of(hwmon, spec), spec, nanoTime);
    }

    private HwmonMeter(HwmonSensor sensor, MeterSpec.Hwmon spec, LongSupplier nanoTime) {
        super(info(sensor, spec), nanoTime);
        this.sensor = sensor;
        this.supply = sensor.isSupply();
        this.power = sensor.power().orElse(null);
        this.energy = sensor.energy()
                .map(file -> new EnergyCounter(
                        sensor.toString(), file, EnergyCounter.UNKNOWN_RANGE, Figures.MOST_WATTS, nanoTime.getAsLong()))
                .orElse(null);
        read();
    }

    private static MeterInfo info(HwmonSensor sensor, MeterSpec.Hwmon spec) {
        // A mean is there anew only once its interval has passed, as ACPI's power meters say.
        int meanMillis = Math.toIntExact(Math.max(spec.periodMs(), sensor.meanMillis()));
        return sensor.energy().isPresent()
                ? new MeterInfo(
                        "hwmon",
                        spec.covers(),
                        Quantity.ENERGY_J,
                        MICROJOULE,
                        Duration.ofMillis(spec.periodMs()),
                        true,
                        Provenance.MEASURED)
                : MeterInfo.ofPower("hwmon", spec.covers(), spec.resolutionW(), meanMillis);
    }

    @Override
    double value(long beginNanos) {
        sensor.batteryStatus().filter(status -> !status.equals("Discharging")).ifPresent(status -> {
            throw onMains("the status", status);
        });
        if (energy != null) {
            return energy.joules(beginNanos);
        }
        double watts = power == null ? product() : watts(power, Figures.whole(power) / 1e6);
        if (supply && watts == 0) {
            throw onMains("the power", "0 W");
        }
        return watts;
    }

    private double product() {
        long millivolts = Figures.whole(sensor.voltage());
        if (millivolts < 0) {
            throw Figures.expected(sensor.voltage().toString(), "at least 0 mV", millivolts);
        }
        return watts(sensor.current(), millivolts / 1e3 * (Figures.whole(sensor.current()) / 1e3));
    }

    private static double watts(Path file, double watts) {
        return Figures.watts("the power of " + file, watts);
    }

    private MeterException onMains(String what, String given) {
        return new MeterException(
                "Expected " + what + " of " + sensor + " to be that of a battery in use, given " + given
                        + ": the machine isn't fed by it" + System.lineSeparator()
                        + "Maybe unplug the mains, or take another meter");
    }
}
