package org.wattsplit.testbed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.testbed.power.MeterException;
import org.wattsplit.testbed.power.MeterInfo;
import org.wattsplit.testbed.power.PowerMeter;
import org.wattsplit.testbed.power.Quantity;
import org.wattsplit.testbed.power.Reading;

/** A counter of 5 W that fails as often as it is told to. */
public final class CountingMeter implements PowerMeter {
    public final AtomicInteger failures = new AtomicInteger();
    public volatile boolean closed;

    @Override
    public MeterInfo info() {
        return new MeterInfo(
                "counting", "nothing", Quantity.ENERGY_J, 1e-6, Duration.ofSeconds(60), true, Provenance.MEASURED);
    }

    @Override
    public Reading read() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new MeterException("it says nothing");
        }
        long now = System.nanoTime();
        return new Reading(now, now * 5e-9 + 1e6);
    }

    @Override
    public void close() {
        closed = true;
    }
}
