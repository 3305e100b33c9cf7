package org.wattsplit.testbed.power;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/**
 * Keeps the last 16384 readings of a meter, taken by a thread of its own, and tells the energy of windows of time. It owns the meter. Thread-safe.
 *
 * <p>A window is from one {@link #mark} to another: a counter is read at each, so that its difference is that of the window
 * and no other; between other times its value is taken on the line between two readings.
 */
public final class EnergyRecorder implements AutoCloseable {
    private static final int CAPACITY = 16_384;
    /** A counter loses nothing between two readings. */
    private static final Duration FASTEST_COUNTER = Duration.ofMillis(50);
    /** Longer than a busy machine keeps a thread waiting; a counter that wasn't read for so long was suspended. */
    private static final Duration COUNTER_GAP = Duration.ofSeconds(2);
    /** One reading may be missing between two powers. */
    private static final double POWER_GAP_PERIODS = 2.5;

    private final PowerMeter meter;
    private final MeterInfo info;
    private final LongSupplier nanoTime;
    private final long pollNanos;
    private final long gapNanos;
    private final @Nullable Thread thread;

    /** Guards the meter, so that its readings are in the order of their times. */
    private final Object reading = new Object();
    /** Guards the samples; taken inside the other. */
    private final Object lock = new Object();

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final ReadingWatch watch;
    private volatile String lost = "its beginning is before the first reading";
    private volatile boolean closed;

    private EnergyRecorder(PowerMeter meter, LongSupplier nanoTime, boolean poll) {
        this.meter = meter;
        this.info = meter.info();
        this.watch = new ReadingWatch(info);
        this.nanoTime = nanoTime;
        boolean counter = info.quantity() == Quantity.ENERGY_J;
        long period = info.period().toNanos();
        this.pollNanos = counter ? Math.max(period, FASTEST_COUNTER.toNanos()) : period;
        long gap = Math.round(POWER_GAP_PERIODS * pollNanos);
        this.gapNanos = counter ? Math.max(gap, COUNTER_GAP.toNanos()) : gap;
        this.thread = poll ? new Thread(this::poll, "power-" + info.name()) : null;
    }

    /**
     * Starts to read; the first reading is there on return.
     *
     * @param nanoTime the clock that the meter was given
     * @throws MeterException when the first reading fails; the meter is then closed
     */
    public static EnergyRecorder start(PowerMeter meter, LongSupplier nanoTime) {
        return start(meter, nanoTime, true);
    }

    /** A recorder whose readings a test takes, by {@link #take}. */
    static EnergyRecorder withoutThread(PowerMeter meter, LongSupplier nanoTime) {
        return start(meter, nanoTime, false);
    }

    private static EnergyRecorder start(PowerMeter meter, LongSupplier nanoTime, boolean poll) {
        EnergyRecorder recorder = new EnergyRecorder(meter, nanoTime, poll);
        try {
            recorder.add(Sample.of(recorder.info, meter.read()));
        } catch (RuntimeException e) {
            meter.close();
            throw e;
        }
        if (recorder.thread != null) {
            recorder.thread.setDaemon(true);
            recorder.thread.start();
        }
        return recorder;
    }

    /** What the meter is. */
    public MeterInfo info() {
        return info;
    }

    /**
     * An edge of a window: now, in nanoseconds of the clock. A counter is read; a failure makes windows at that edge
     * absent.
     */
    public long mark() {
        return counts() ? take() : nanoTime.getAsLong();
    }

    /**
     * The energy of a window. Waits at most two and a half periods of a power meter, for the reading that closes the window
     * and the one after it, which shows whether the closing one can be true; not at all for a window that is too short for it.
     *
     * @param fromNanos its beginning, on the clock
     * @param toNanos its end, after its beginning
     */
    public WindowEnergy energy(long fromNanos, long toNanos) {
        Check.that(toNanos > fromNanos, "the window's end", () -> "after " + fromNanos, toNanos);
        WindowEnergy.Absent tooShort = WindowIntegral.tooShort(info, fromNanos, toNanos);
        if (tooShort != null) {
            return tooShort;
        }
        awaitEnd(toNanos);
        WindowIntegral window = window(fromNanos);
        return window == null ? new WindowEnergy.Absent(lost) : window.between(fromNanos, toNanos);
    }

    /**
     * The mean power of a window, of the powers that are read in it or a counter's difference. Waits for nothing.
     *
     * @param fromNanos its beginning, on the clock
     * @param toNanos its end, after its beginning
     * @throws MeterException where it isn't known
     */
    public MeanPower meanPower(long fromNanos, long toNanos) {
        Check.that(toNanos > fromNanos, "the window's end", () -> "after " + fromNanos, toNanos);
        if (counts()) {
            awaitEnd(toNanos);
        }
        WindowIntegral window = window(fromNanos);
        if (window == null) {
            throw new MeterException("The power of a block is not known: " + lost);
        }
        return window.mean(fromNanos, toNanos);
    }

    private boolean counts() {
        return info.quantity() == Quantity.ENERGY_J;
    }

    /** Has a reading at the end of a window or after it: a counter's at once. */
    private void awaitEnd(long toNanos) {
        if (!counts()) {
            awaitReadings(toNanos);
        } else if (readingsFrom(toNanos) == 0) {
            take();
        }
    }

    /** What there is of a window; null where its beginning is no longer kept. */
    private @Nullable WindowIntegral window(long fromNanos) {
        synchronized (lock) {
            return samples.getFirst().nanos() > fromNanos ? null : new WindowIntegral(since(fromNanos), info, gapNanos);
        }
    }

    /**
     * What is suspect of the readings so far, a sentence each that names the meter and the value; none for most meters. What
     * is surely wrong makes windows absent instead.
     */
    public List<String> notes() {
        synchronized (lock) {
            return watch.notes();
        }
    }

    /** Stops reading and closes the meter; windows before can still be asked for. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
        synchronized (reading) {
            meter.close();
        }
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    /** Reads once, and returns when that was. */
    long take() {
        synchronized (reading) {
            if (closed) {
                return nanoTime.getAsLong();
            }
            Sample sample;
            try {
                sample = Sample.of(info, meter.read());
            } catch (MeterException e) {
                sample = Sample.fault(nanoTime.getAsLong(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // A fault of the meter's program must not end the recording of what comes after.
                sample = Sample.fault(nanoTime.getAsLong(), e.toString());
            }
            add(sample);
            return sample.nanos();
        }
    }

    private void add(Sample sample) {
        synchronized (lock) {
            long back = samples.isEmpty() ? 0 : samples.getLast().nanos() - sample.nanos();
            if (back > 0) {
                samples.clear();
                lost = String.format(Locale.ROOT, "the clock went back by %.3f s", back / 1e9);
            }
            if (samples.size() == CAPACITY) {
                samples.removeFirst();
                lost = "the readings of its beginning are no longer kept";
            }
            watch.add(sample, samples);
            lock.notifyAll();
        }
    }

    /** How many of the two newest samples are of that time or later. */
    private int readingsFrom(long nanos) {
        synchronized (lock) {
            Iterator<Sample> newest = samples.descendingIterator();
            int count = 0;
            while (count < 2 && newest.hasNext() && newest.next().nanos() >= nanos) {
                count++;
            }
            return count;
        }
    }

    /** Samples of a window that begins then and all later ones, and those before it that show a stall. */
    private List<Sample> since(long fromNanos) {
        List<Sample> backwards = new ArrayList<>();
        int before = 0;
        Iterator<Sample> newest = samples.descendingIterator();
        while (newest.hasNext() && before <= WindowIntegral.STALL_READINGS) {
            Sample sample = newest.next();
            backwards.add(sample);
            before += sample.nanos() <= fromNanos && sample.fault() == null ? 1 : 0;
        }
        Collections.reverse(backwards);
        return backwards;
    }

    private void awaitReadings(long toNanos) {
        long begin = System.nanoTime();
        synchronized (lock) {
            try {
                for (long left = gapNanos;
                        thread != null && !closed && left > 0 && readingsFrom(toNanos) < 2;
                        left = begin + gapNanos - System.nanoTime()) {
                    lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                // The window is then computed from what is there.
                Thread.currentThread().interrupt();
            }
        }
    }

    private void poll() {
        long next = System.nanoTime();
        try {
            while (!closed) {
                next = Math.max(next + pollNanos, System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                take();
            }
        } catch (InterruptedException e) {
            // It was closed; nobody else knows this thread.
            closed = true;
        }
    }
}
