package org.wattsplit.testbed.cloud;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * A model of utilisation for runs at the cloud's endpoint: processor time times a core's power, and idle power over the
 * time of the run. The processor time is the whole process's, since a network runs on threads of its own;
 * what the process does besides is in it. At any moment runs under way share what is spent in equal parts, so that their
 * sum is what the process spent while there were any; a small run beside a large one is charged too much. Thread-safe.
 */
public final class ModelledCpuEnergy implements CpuEnergy {
    private final Object lock = new Object();
    private final double idleWatts;
    private final double coreWatts;
    private final String source;
    private final DoubleSupplier cpuSeconds;
    private final LongSupplier nanoTime;

    private int underWay;
    private double lastSeconds;
    private long lastNanos;
    /** What one run would have been charged that was under way at all times. */
    private double chargedJoules;

    /**
     * A model of this process.
     *
     * @param idleWatts drawn while a run is under way, at least 0
     * @param coreWatts drawn by each busy core beyond that, above 0
     * @throws TestbedException when the processor time of this process isn't known
     */
    public ModelledCpuEnergy(double idleWatts, double coreWatts) {
        this(idleWatts, coreWatts, ofThisProcess(), System::nanoTime);
    }

    ModelledCpuEnergy(double idleWatts, double coreWatts, DoubleSupplier cpuSeconds, LongSupplier nanoTime) {
        this.idleWatts = Check.nonNegative("idle_w", idleWatts);
        this.coreWatts = Check.positive("core_w", coreWatts);
        this.source = "modelled: " + idleWatts + " W idle, " + coreWatts + " W a busy core";
        this.cpuSeconds = cpuSeconds;
        this.nanoTime = nanoTime;
        advance(0);
    }

    /** By this process's own virtual machine, in less than a microsecond. */
    private static DoubleSupplier ofThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return () -> {
            long nanos = system.getProcessCpuTime();
            if (nanos < 0) {
                throw new TestbedException("cloud", false, "the processor time of this process isn't known");
            }
            return nanos / 1e9;
        };
    }

    @Override
    public Interval begin() {
        double before;
        synchronized (lock) {
            before = advance(1);
        }
        return () -> {
            synchronized (lock) {
                return new Spent(advance(-1) - before, source);
            }
        };
    }

    /** Charges what was spent until now, then changes the number of runs under way. */
    private double advance(int change) {
        double seconds = cpuSeconds.getAsDouble();
        long nanos = nanoTime.getAsLong();
        if (underWay > 0) {
            chargedJoules += (coreWatts * (seconds - lastSeconds) + idleWatts * (nanos - lastNanos) / 1e9) / underWay;
        }
        lastSeconds = seconds;
        lastNanos = nanos;
        underWay += change;
        return chargedJoules;
    }
}
