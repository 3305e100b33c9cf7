package org.wattsplit.testbed.power;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/**
 * The energy of a request on a meter that may be far slower than a request: many requests back to back are a block, whose mean
 * power is known well. What a meter reads at its own times, requests must not be in step with: of requests of 100 ms that a meter
 * of one second sees, each reading would be at the same place in a request. So there is a pause in each period of the meter, of a
 * length that varies over a request, and what was drawn in it, by the power of a quiet time, is none of the requests'.
 *
 * <p>What a block does not know of the time between readings, the spread of several blocks tells. One thread at a time.
 */
public final class RequestBlocks {
    /** The golden ratio's fraction, whose multiples lie as evenly between 0 and 1 as any do. */
    private static final double STEP = (Math.sqrt(5) - 1) / 2;

    /** Powers of a block or of a quiet time, at least. */
    private static final int LEAST_READINGS = 12;

    private static final long LEAST_QUIET_NANOS = 100_000_000;

    private final EnergyRecorder meter;
    private final long leastNanos;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final RandomGenerator random;
    /** Whether requests must not be in step with the meter's readings: a counter has none. */
    private final boolean pauses;

    /**
     * Blocks of a meter.
     *
     * @param least the least length of a block; longer where a meter of powers is slow
     * @param nanoTime the meter's clock
     * @param sleep does nothing for so many nanoseconds
     * @param random chance of the pauses
     */
    public RequestBlocks(
            EnergyRecorder meter, Duration least, LongSupplier nanoTime, LongConsumer sleep, RandomGenerator random) {
        this.meter = meter;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.random = random;
        pauses = meter.info().quantity() == Quantity.POWER_W;
        // A counter is read at both ends. Of powers, the first one's period reaches out of the window.
        leastNanos = pauses
                ? Math.max(
                        least.toNanos(),
                        (LEAST_READINGS + 1) * meter.info().period().toNanos())
                : least.toNanos();
    }

    /**
     * What a block tells.
     *
     * @param joulesPerRequest mean energy of a request, above 0
     * @param requests how many there were, at least 1
     * @param readings the meter's readings in it, at least 1
     * @param seconds its length, pauses included
     * @param pauseSeconds the length of all pauses
     * @param provenance measured or modelled
     */
    public record Block(
            double joulesPerRequest,
            int requests,
            int readings,
            double seconds,
            double pauseSeconds,
            Provenance provenance) {}

    /** The least length of a block. */
    public Duration least() {
        return Duration.ofNanos(leastNanos);
    }

    /**
     * Does nothing for as long as the shortest block takes, and tells the power of that.
     *
     * @throws MeterException where the meter does not tell it
     */
    public MeanPower quiet() {
        long from = meter.mark();
        sleep.accept(Math.max(leastNanos, LEAST_QUIET_NANOS));
        return meter.meanPower(from, meter.mark());
    }

    /**
     * Runs requests back to back, as many as asked for and until the block is long enough.
     *
     * @param requests how many there are at least, 1 or more
     * @param quietWatts power while nothing is done, at least 0; needed by meters of powers only
     * @param request runs one
     * @throws MeterException where the meter does not tell their energy
     */
    public Block run(int requests, double quietWatts, Runnable request) {
        Check.that(requests >= 1, "the requests of a block", "at least 1", requests);
        Check.nonNegative("the power of a quiet time in watts", quietWatts);
        long period = meter.info().period().toNanos();
        double place = random.nextDouble();
        long from = meter.mark();
        long now = from;
        // As likely in the first period as in any later one.
        long nextPause = from + (long) (random.nextDouble() * period);
        List<Pause> paused = new ArrayList<>();
        long pausedNanos = 0;
        long enough = from;
        int count = 0;
        while (count < requests || now - from < leastNanos) {
            request.run();
            count++;
            now = nanoTime.getAsLong();
            enough = count == requests ? now : enough;
            if (pauses && now >= nextPause) {
                // Over a whole request where that is shorter than a period: each place in it is as likely as any other.
                long most = Math.min(period, (now - from - pausedNanos) / count);
                place = (place + STEP) % 1;
                sleep.accept((long) (place * most));
                long after = nanoTime.getAsLong();
                paused.add(new Pause(now, after));
                pausedNanos += after - now;
                now = after;
                nextPause = now + period;
            }
        }
        long end = meter.mark();
        // Not where the last request or pause ends: just before that there is more of either than elsewhere.
        long to = pauses && enough <= from + leastNanos ? from + leastNanos : end;
        MeanPower mean = meter.meanPower(from, to);
        // Of the part that the meter tells of, without the pauses in it.
        double seconds = (mean.toNanos() - mean.fromNanos()) / 1e9;
        double idle =
                paused.stream().mapToDouble(pause -> pause.secondsIn(mean)).sum();
        double watts = (mean.watts() * seconds - quietWatts * idle) / (seconds - idle);
        if (watts <= 0) {
            throw new MeterException("A block of " + count + " requests drew " + mean.watts() + " W, and its pauses of "
                    + idle + " s of " + seconds + " s alone would have taken more at " + quietWatts + " W");
        }
        double busySeconds = (end - from - pausedNanos) / 1e9;
        return new Block(
                watts * busySeconds / count,
                count,
                mean.readings(),
                (end - from) / 1e9,
                pausedNanos / 1e9,
                mean.provenance());
    }

    private record Pause(long fromNanos, long toNanos) {
        /** How much of it lies in the part of a window that a meter tells of. */
        double secondsIn(MeanPower mean) {
            return Math.max(0, Math.min(toNanos, mean.toNanos()) - Math.max(fromNanos, mean.fromNanos())) / 1e9;
        }
    }
}
