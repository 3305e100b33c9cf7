package org.wattsplit.testbed.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The energy of a window out of samples in the order of their times: the trapezoidal integral of powers, or the
 * difference of a counter, with values between two readings on the line between them. What can't be told from the
 * readings is absent.
 */
final class WindowIntegral {
    /** A meter that says the same this many times has stalled, if its steps are fine enough to show any change. */
    static final int STALL_READINGS = 30;

    private static final double FINE_STEPS = 100;
    /** A reading that is so many times as high or as low as both its neighbours is wrong, or the meter too slow. */
    private static final double OUTLIER = 10;

    private final MeterInfo info;
    private final long gapNanos;
    private final List<Sample> readings = new ArrayList<>();
    /** What failed before each reading and after the one before it; one more for what failed after the last. */
    private final List<@Nullable String> faults = new ArrayList<>();

    /**
     * @param samples those of the window, the readings next to it on both sides, and, to see a stall, earlier ones
     * @param gapNanos the longest time between two readings that belong together
     */
    WindowIntegral(List<Sample> samples, MeterInfo info, long gapNanos) {
        this.info = info;
        this.gapNanos = gapNanos;
        @Nullable String fault = null;
        for (Sample sample : samples) {
            if (sample.fault() == null) {
                readings.add(sample);
                faults.add(fault);
                fault = null;
            } else {
                fault = sample.fault();
            }
        }
        faults.add(fault);
    }

    WindowEnergy between(long fromNanos, long toNanos) {
        if (readings.isEmpty() || readings.get(0).nanos() > fromNanos) {
            return absent("there is no reading before its beginning", faults.get(0));
        }
        if (readings.get(readings.size() - 1).nanos() < toNanos) {
            return absent("there is no reading after its end", faults.get(readings.size()));
        }
        // Steps end at the readings with these numbers.
        int first = 1;
        while (readings.get(first).nanos() <= fromNanos) {
            first++;
        }
        int last = first;
        while (readings.get(last).nanos() < toNanos) {
            last++;
        }
        for (int i = first; i <= last; i++) {
            long span = readings.get(i).nanos() - readings.get(i - 1).nanos();
            if (span > gapNanos) {
                return absent("there is no reading for " + seconds(span), faults.get(i));
            }
        }
        boolean counter = info.quantity() == Quantity.ENERGY_J;
        WindowEnergy.@Nullable Absent wrong = counter ? wrongCounter(first, last) : wrongPower(first, last);
        if (wrong != null) {
            return wrong;
        }
        double joules = counter ? growth(first, last, fromNanos, toNanos) : integral(first, last, fromNanos, toNanos);
        return new WindowEnergy.Known(joules, info.provenance());
    }

    private double growth(int first, int last, long fromNanos, long toNanos) {
        double begin = at(readings.get(first - 1), readings.get(first), fromNanos);
        double end = at(readings.get(last - 1), readings.get(last), toNanos);
        // Only by rounding could it be less, since no reading falls.
        return Math.max(0, end - begin);
    }

    private double integral(int first, int last, long fromNanos, long toNanos) {
        double joules = 0;
        for (int i = first; i <= last; i++) {
            Sample before = readings.get(i - 1);
            Sample after = readings.get(i);
            long begin = Math.max(fromNanos, before.nanos());
            long end = Math.min(toNanos, after.nanos());
            joules += (at(before, after, begin) + at(before, after, end)) / 2 * (end - begin) / 1e9;
        }
        return joules;
    }

    /** What is wrong with a counter, if anything is. */
    private WindowEnergy.@Nullable Absent wrongCounter(int first, int last) {
        for (int i = first; i <= last; i++) {
            if (faults.get(i) != null) {
                // Whatever the counter missed then is in none of its later readings.
                return absent("a reading in it failed", faults.get(i));
            }
            if (readings.get(i).value() < readings.get(i - 1).value()) {
                return new WindowEnergy.Absent("the counter fell from "
                        + readings.get(i - 1).value() + " J to "
                        + readings.get(i).value() + " J");
            }
        }
        Sample before = readings.get(first - 1);
        Sample after = readings.get(last);
        long span = after.nanos() - before.nanos();
        double grown = after.value() - before.value();
        // It may show at once what was drawn since its value before.
        if (grown > Figures.MOST_WATTS * (span + info.period().toNanos()) / 1e9) {
            return new WindowEnergy.Absent("the counter of meter " + info.name() + " grew by " + grown + " J within "
                    + seconds(span) + ", more than " + Figures.MOST_WATTS + " W");
        }
        return info.countsIdle()
                        && before.value() == after.value()
                        && span > STALL_READINGS * info.period().toNanos()
                ? new WindowEnergy.Absent("the meter has stalled: its counter stood still for " + seconds(span))
                : null;
    }

    /** What is wrong with powers, if anything is. */
    private WindowEnergy.@Nullable Absent wrongPower(int first, int last) {
        double fine = FINE_STEPS * info.resolution();
        WindowEnergy.@Nullable Absent zero = info.countsIdle() ? wrongZeros(first, last, fine) : null;
        if (zero != null) {
            return zero;
        }
        int same = 1;
        for (int i = 1; i <= last; i++) {
            double value = readings.get(i).value();
            same = value == readings.get(i - 1).value() ? same + 1 : 1;
            if (i >= first && same >= STALL_READINGS && value > fine) {
                return new WindowEnergy.Absent(
                        "the meter has stalled: it read " + value + " W " + same + " times in a row");
            }
        }
        // The readings next to the window shape it too.
        for (int i = Math.max(1, first - 1); i <= Math.min(last, readings.size() - 2); i++) {
            double value = readings.get(i).value();
            double before = readings.get(i - 1).value();
            double after = readings.get(i + 1).value();
            boolean spike = value > OUTLIER * Math.max(before, after) && value > fine;
            boolean drop = OUTLIER * value < Math.min(before, after) && Math.min(before, after) > fine;
            if (spike || drop) {
                return new WindowEnergy.Absent("the meter read " + value + " W between " + before + " W and " + after
                        + " W: an outlier, or too short for it");
            }
        }
        return null;
    }

    /** What is wrong with powers of 0, which a device that runs draws at no time, if anything is. */
    private WindowEnergy.@Nullable Absent wrongZeros(int first, int last, double fine) {
        int zeros = 0;
        double most = 0;
        for (int i = first - 1; i <= last; i++) {
            double value = readings.get(i).value();
            zeros += value == 0 ? 1 : 0;
            most = Math.max(most, value);
        }
        if (zeros > 0 && (most == 0 || most > fine)) {
            return new WindowEnergy.Absent("meter " + info.name() + " read 0 W " + zeros + " times"
                    + (most == 0 ? "" : " and up to " + most + " W")
                    + ": a device that runs draws more, so it fails or its steps are too coarse");
        }
        return null;
    }

    /** The value on the line between two readings. */
    private static double at(Sample before, Sample after, long nanos) {
        long span = after.nanos() - before.nanos();
        double share = span == 0 ? 1 : (double) (nanos - before.nanos()) / span;
        return before.value() + (after.value() - before.value()) * share;
    }

    private static WindowEnergy.Absent absent(String what, @Nullable String fault) {
        return new WindowEnergy.Absent(fault == null ? what : what + ": " + fault);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
}
