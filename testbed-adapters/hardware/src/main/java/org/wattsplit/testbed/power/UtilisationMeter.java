package org.wattsplit.testbed.power;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/**
 * A model for machines without a meter: an idle power over time, and a power for every busy core, over the processor
 * time of one process. Both coefficients are the caller's, and {@link #info} names them. It knows nothing of clocks,
 * accelerators, memory or other processes.
 *
 * <p>Processor time comes in ticks of 10 ms, so a window much shorter than its process computes gets the energy of no
 * tick, or of one too many; a sum over many windows is right.
 */
public final class UtilisationMeter implements PowerMeter {
    private final MeterInfo info;
    private final double idleWatts;
    private final double coreWatts;
    private final DoubleSupplier cpuSeconds;
    private final LongSupplier nanoTime;
    private final double firstSeconds;
    private final long firstNanos;

    UtilisationMeter(
            String process, double idleWatts, double coreWatts, DoubleSupplier cpuSeconds, LongSupplier nanoTime) {
        this.idleWatts = Check.nonNegative("idle_w", idleWatts);
        this.coreWatts = Check.positive("core_w", coreWatts);
        this.cpuSeconds = cpuSeconds;
        this.nanoTime = nanoTime;
        this.info = new MeterInfo(
                "utilisation",
                "modelled: " + idleWatts + " W idle, " + coreWatts + " W a busy core, of " + process,
                Quantity.ENERGY_J,
                coreWatts * ProcessCpu.RESOLUTION_SECONDS,
                Duration.ofMillis(10),
                idleWatts > 0,
                Provenance.MODELLED);
        this.firstSeconds = cpuSeconds.getAsDouble();
        this.firstNanos = nanoTime.getAsLong();
    }

    /**
     * Of this process.
     *
     * @param idleWatts drawn at all times, at least 0
     * @param coreWatts drawn by each busy core beyond that, above 0
     * @throws MeterException when its processor time isn't known
     */
    public static UtilisationMeter ofThisProcess(double idleWatts, double coreWatts, LongSupplier nanoTime) {
        return new UtilisationMeter("this process", idleWatts, coreWatts, ProcessCpu.ofThisProcess(), nanoTime);
    }

    /** Of a process of this machine, as {@link #ofThisProcess}. */
    public static UtilisationMeter ofProcess(int pid, double idleWatts, double coreWatts, LongSupplier nanoTime) {
        return new UtilisationMeter("process " + pid, idleWatts, coreWatts, ProcessCpu.of(pid), nanoTime);
    }

    @Override
    public MeterInfo info() {
        return info;
    }

    @Override
    public Reading read() {
        long begin = nanoTime.getAsLong();
        double busySeconds = cpuSeconds.getAsDouble() - firstSeconds;
        Reading time = Reading.since(begin, nanoTime, 0);
        return new Reading(time.nanos(), idleWatts * (time.nanos() - firstNanos) / 1e9 + coreWatts * busySeconds);
    }

    @Override
    public void close() {}
}
