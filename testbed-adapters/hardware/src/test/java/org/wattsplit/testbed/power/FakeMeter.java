package org.wattsplit.testbed.power;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.wattsplit.framework.outcome.Provenance;

/** A meter that says what it is told to, at the times that it is told. */
final class FakeMeter implements PowerMeter {
    static final Duration PERIOD = Duration.ofMillis(100);

    /** The clock of the meter and its recorder. */
    long nanos;

    int closed;
    private final Quantity quantity;
    private final Deque<Object> next = new ArrayDeque<>();

    FakeMeter(Quantity quantity) {
        this.quantity = quantity;
    }

    /** A recorder whose first reading, at time 0, is {@code first}. */
    EnergyRecorder recorder(double first) {
        next.add(first);
        return EnergyRecorder.withoutThread(this, () -> nanos);
    }

    /** Lets the recorder read a value at a time. */
    void says(EnergyRecorder recorder, double seconds, double value) {
        nanos = nanos(seconds);
        next.add(value);
        recorder.take();
    }

    /** Lets a recorder read a value at each tenth of a second from one to another. */
    void saysTenths(EnergyRecorder recorder, int from, int to, double value) {
        for (int tenth = from; tenth <= to; tenth++) {
            says(recorder, tenth / 10.0, value);
        }
    }

    /** Lets a reading fail at a time. */
    void fails(EnergyRecorder recorder, double seconds, String reason) {
        nanos = nanos(seconds);
        next.add(new MeterException(reason));
        recorder.take();
    }

    /** What is said at the next reading. */
    void willSay(double value) {
        next.add(value);
    }

    /** The same meter, but for its readings. */
    PowerMeter reading(Supplier<Reading> readings) {
        return new PowerMeter() {
            @Override
            public MeterInfo info() {
                return FakeMeter.this.info();
            }

            @Override
            public Reading read() {
                return readings.get();
            }

            @Override
            public void close() {
                FakeMeter.this.close();
            }
        };
    }

    static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    @Override
    public MeterInfo info() {
        return new MeterInfo("fake", "nothing", quantity, 0.001, PERIOD, true, Provenance.MEASURED);
    }

    @Override
    public Reading read() {
        Object said = next.remove();
        if (said instanceof MeterException e) {
            throw e;
        }
        return new Reading(nanos, (Double) said);
    }

    @Override
    public void close() {
        closed++;
    }
}
