package org.wattsplit.testbed.power;

import java.nio.file.Path;

/** A counter of microjoules that a file of the system's holds, in joules since it was first read. */
final class EnergyCounter {
    /** The range of a counter that says none: it never starts again. */
    static final long UNKNOWN_RANGE = Long.MAX_VALUE;

    private static final double SLACK_JOULES = 100;

    private final String name;
    private final Path file;
    private final long rangeMicros;
    private final double mostWatts;
    private long lastMicros;
    private long lastNanos;
    private long totalMicros;

    /**
     * @param name for messages
     * @param rangeMicros after which it starts again at 0, or {@link #UNKNOWN_RANGE}
     * @param mostWatts beyond what it can count: what would take more was no wrap, and in less time than its range takes
     *     then, there was at most one
     * @param nanos the time now
     * @throws MeterException when it can't be read
     */
    EnergyCounter(String name, Path file, long rangeMicros, double mostWatts, long nanos) {
        this.name = name;
        this.file = file;
        this.rangeMicros = rangeMicros;
        this.mostWatts = mostWatts;
        this.lastMicros = micros();
        this.lastNanos = nanos;
    }

    /** What the file holds. */
    long micros() {
        long micros = Figures.whole(file);
        if (micros < 0 || micros > rangeMicros) {
            throw Figures.expected(
                    file.toString(),
                    rangeMicros == UNKNOWN_RANGE ? "at least 0" : "between 0 and " + rangeMicros,
                    micros);
        }
        return micros;
    }

    /** What was counted up to the last reading. */
    double total() {
        return totalMicros / 1e6;
    }

    /**
     * Reads it.
     *
     * @param nanos the time now
     * @return what was counted since the first reading
     */
    double joules(long nanos) {
        long micros = micros();
        long from = lastMicros;
        double seconds = (nanos - lastNanos) / 1e9;
        double most = mostWatts * seconds + SLACK_JOULES;
        lastMicros = micros;
        lastNanos = nanos;
        if (most > rangeMicros / 1e6 + SLACK_JOULES) {
            throw new MeterException("the counter of " + name + " wasn't read for " + seconds
                    + " s and may have started again more than once");
        }
        boolean lost = micros < from && rangeMicros == UNKNOWN_RANGE;
        long grown = micros >= from ? micros - from : rangeMicros - from + micros;
        if (lost || grown / 1e6 > most) {
            throw new MeterException("the counter of " + name + " went from " + from + " to " + micros + " µJ within "
                    + seconds + " s: it was reset, or is wrong");
        }
        totalMicros += grown;
        return total();
    }
}
