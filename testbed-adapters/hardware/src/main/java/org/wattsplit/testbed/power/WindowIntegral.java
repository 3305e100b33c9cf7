package org.wattsplit.testbed.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.outcome.Provenance;

/**
 * The energy of a window out of samples in the order of their times: the difference of a counter, with values between two
 * readings on the line between them, or the trapezoidal integral of the powers that lie in the window as a whole. A power may
 * be the mean of the period before it, so that one whose period reaches out of the window tells of something else; up to the
 * edges the next power counts. What can't be told from the readings, or not well enough, is absent.
 */
final class WindowIntegral {
    /** A meter that says the same this many times has stalled, if its steps are fine enough to show any change. */
    static final int STALL_READINGS = 30;

    private static final double FINE_STEPS = 100;
    /** A reading that is so many times as high or as low as both its neighbours is wrong, or the meter too slow. */
    private static final double OUTLIER = 10;
    /** With fewer powers in a window nothing is known of what was between them. */
    static final int LEAST_POWERS = 4;
    /** Of the readings of a block that should have come, at least so many did. */
    private static final double LEAST_SHARE = 0.6;
    /** An energy that may be wrong by a larger share is absent. */
    private static final double MOST_ERROR = 0.2;

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
        WindowEnergy.@Nullable Absent missing = missing(fromNanos, toNanos);
        if (missing != null) {
            return missing;
        }
        int first = first(fromNanos);
        int last = last(first, toNanos);
        WindowEnergy.@Nullable Absent wrong = counts() ? wrongCounter(first, last) : wrongPower(first, last);
        if (wrong != null) {
            return wrong;
        }
        return counts() ? growth(first, last, fromNanos, toNanos) : integral(first, last, fromNanos, toNanos);
    }

    /**
     * The mean power of a window, of a counter's difference or of the powers that lie in it as a whole. Powers may go up and down
     * from one to the next, as those of requests do.
     *
     * @throws MeterException where it isn't known
     */
    MeanPower mean(long fromNanos, long toNanos) {
        if (counts()) {
            require(missing(fromNanos, toNanos));
            int first = first(fromNanos);
            int last = last(first, toNanos);
            require(wrongCounter(first, last));
            double joules = grown(first, last, fromNanos, toNanos);
            require(growth(first, last, fromNanos, toNanos) instanceof WindowEnergy.Absent absent ? absent : null);
            return new MeanPower(
                    joules / ((toNanos - fromNanos) / 1e9), fromNanos, toNanos, last - first + 1, info.provenance());
        }
        int last = readings.size() - 1;
        while (last >= 0 && readings.get(last).nanos() > toNanos) {
            last--;
        }
        int begin = 0;
        while (begin <= last && readings.get(begin).nanos() - info.period().toNanos() < fromNanos) {
            begin++;
        }
        require(tooFew(begin, last));
        require(wrongZeros(Math.max(1, begin), last));
        require(stalled(begin, last));
        // One that is late or fails tells less; where many do, what is left may be the quiet half.
        long periods = (toNanos - fromNanos) / info.period().toNanos();
        require(
                last - begin + 1 < LEAST_SHARE * periods
                        ? absent(
                                "of " + periods + " readings that should lie in it, " + (last - begin + 1) + " came",
                                faults.get(last + 1))
                        : null);
        double sum = 0;
        for (int i = begin; i <= last; i++) {
            sum += readings.get(i).value();
        }
        int count = last - begin + 1;
        return new MeanPower(
                sum / count,
                readings.get(begin).nanos() - info.period().toNanos(),
                readings.get(last).nanos(),
                count,
                info.provenance());
    }

    private static void require(WindowEnergy.@Nullable Absent absent) {
        if (absent != null) {
            throw new MeterException("The power of a block is not known: " + absent.reason());
        }
    }

    private boolean counts() {
        return info.quantity() == Quantity.ENERGY_J;
    }

    /** What readings a window lacks, if any. */
    private WindowEnergy.@Nullable Absent missing(long fromNanos, long toNanos) {
        if (readings.isEmpty() || readings.get(0).nanos() > fromNanos) {
            return absent("there is no reading before its beginning", faults.get(0));
        }
        if (readings.get(readings.size() - 1).nanos() < toNanos) {
            return absent("there is no reading after its end", faults.get(readings.size()));
        }
        int first = first(fromNanos);
        int last = last(first, toNanos);
        for (int i = first; i <= last; i++) {
            long span = readings.get(i).nanos() - readings.get(i - 1).nanos();
            if (span > gapNanos) {
                return tooLong(span, i);
            }
        }
        return null;
    }

    private WindowEnergy.Absent tooLong(long spanNanos, int next) {
        return absent("there is no reading for " + seconds(spanNanos), faults.get(next));
    }

    /** The first reading after a window's beginning: steps end at it and those that follow. */
    private int first(long fromNanos) {
        int first = 1;
        while (readings.get(first).nanos() <= fromNanos) {
            first++;
        }
        return first;
    }

    private int last(int first, long toNanos) {
        int last = first;
        while (readings.get(last).nanos() < toNanos) {
            last++;
        }
        return last;
    }

    /** That a window can't hold the powers that are needed, whatever they are; null where it may. */
    static WindowEnergy.@Nullable Absent tooShort(MeterInfo info, long fromNanos, long toNanos) {
        long periodNanos = info.period().toNanos();
        return info.quantity() == Quantity.POWER_W && toNanos - fromNanos < LEAST_POWERS * periodNanos
                ? new WindowEnergy.Absent("it takes " + seconds(toNanos - fromNanos) + ", and the meter reads every "
                        + seconds(periodNanos) + ": " + LEAST_POWERS + " readings are needed")
                : null;
    }

    /** What a counter grew by. */
    private WindowEnergy growth(int first, int last, long fromNanos, long toNanos) {
        double joules = grown(first, last, fromNanos, toNanos);
        double error = 2 * info.resolution();
        // A model's steps are known to be coarse; what was measured in a step or less might be anything, and 0 as well.
        return info.provenance() == Provenance.MEASURED && error > MOST_ERROR * joules
                ? unclear(joules, error)
                : new WindowEnergy.Known(joules, error, info.provenance());
    }

    private double grown(int first, int last, long fromNanos, long toNanos) {
        double begin = at(readings.get(first - 1), readings.get(first), fromNanos);
        double end = at(readings.get(last - 1), readings.get(last), toNanos);
        // Only by rounding could it be less, since no reading falls.
        return Math.max(0, end - begin);
    }

    private static WindowEnergy.Absent unclear(double joules, double error) {
        return new WindowEnergy.Absent(String.format(
                Locale.ROOT,
                "its readings tell %.3g J to %.2g J only, and %.0f %% are allowed",
                joules,
                error,
                100 * MOST_ERROR));
    }

    private WindowEnergy integral(int first, int last, long fromNanos, long toNanos) {
        int begin = firstWhole(first, last, fromNanos);
        int end = lastWhole(begin, last, toNanos);
        WindowEnergy.@Nullable Absent few = tooFew(begin, end);
        if (few != null) {
            return few;
        }
        Sample head = readings.get(begin);
        Sample tail = readings.get(end);
        double before = (head.nanos() - fromNanos) / 1e9;
        double after = (toNanos - tail.nanos()) / 1e9;
        double joules = head.value() * before + tail.value() * after;
        double error = 0;
        double least = head.value();
        double most = head.value();
        for (int i = begin + 1; i <= end; i++) {
            double from = readings.get(i - 1).value();
            double to = readings.get(i).value();
            double seconds = (readings.get(i).nanos() - readings.get(i - 1).nanos()) / 1e9;
            joules += (from + to) / 2 * seconds;
            // A step anywhere between them.
            error += Math.abs(to - from) / 2 * seconds;
            least = Math.min(least, to);
            most = Math.max(most, to);
        }
        error += (most - least) * (before + after) + info.resolution() * (toNanos - fromNanos) / 1e9;
        return error > MOST_ERROR * joules
                ? unclear(joules, error)
                : new WindowEnergy.Known(joules, error, info.provenance());
    }

    private int firstWhole(int first, int last, long fromNanos) {
        int begin = first;
        while (begin <= last && readings.get(begin).nanos() - info.period().toNanos() < fromNanos) {
            begin++;
        }
        return begin;
    }

    private int lastWhole(int begin, int last, long toNanos) {
        int end = last;
        while (end >= begin && readings.get(end).nanos() > toNanos) {
            end--;
        }
        return end;
    }

    private WindowEnergy.@Nullable Absent tooFew(int begin, int end) {
        int count = end - begin + 1;
        return count < LEAST_POWERS
                ? new WindowEnergy.Absent(
                        "of the meter's readings every " + seconds(info.period().toNanos()) + ", " + count
                                + " lie in it as a whole: " + LEAST_POWERS + " are needed")
                : null;
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
        double fine = fine();
        WindowEnergy.@Nullable Absent zero = wrongZeros(first, last);
        if (zero != null) {
            return zero;
        }
        WindowEnergy.@Nullable Absent stalled = stalled(first, last);
        if (stalled != null) {
            return stalled;
        }
        // Those next to the window tell whether the ones in it can be true.
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

    /** A power that is many of the meter's steps. */
    private double fine() {
        return FINE_STEPS * info.resolution();
    }

    /** That a fine meter says the same again and again, if it does. */
    private WindowEnergy.@Nullable Absent stalled(int first, int last) {
        int same = 1;
        for (int i = 1; i <= last; i++) {
            double value = readings.get(i).value();
            same = value == readings.get(i - 1).value() ? same + 1 : 1;
            if (i >= first && same >= STALL_READINGS && value > fine()) {
                return new WindowEnergy.Absent(
                        "the meter has stalled: it read " + value + " W " + same + " times in a row");
            }
        }
        return null;
    }

    /** What is wrong with powers of 0, which a device that runs draws at no time, if anything is. */
    private WindowEnergy.@Nullable Absent wrongZeros(int first, int last) {
        if (!info.countsIdle()) {
            return null;
        }
        int zeros = 0;
        double most = 0;
        for (int i = first - 1; i <= last; i++) {
            double value = readings.get(i).value();
            zeros += value == 0 ? 1 : 0;
            most = Math.max(most, value);
        }
        if (zeros > 0 && (most == 0 || most > fine())) {
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
