package org.wattsplit.testbed.power;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** The processor time of a process, user and kernel together, in seconds. One thread at a time. */
final class ProcessCpu implements DoubleSupplier {
    /** Linux and Windows count in ticks of this length, or of 15.6 ms. */
    static final double RESOLUTION_SECONDS = 0.01;

    private final OSProcess process;
    private final long started;

    ProcessCpu(OSProcess process) {
        this.process = process;
        this.started = process.getStartTime();
    }

    /**
     * Of a process.
     *
     * @throws MeterException when there is none of that number
     */
    static ProcessCpu of(int pid) {
        @Nullable OSProcess process = new SystemInfo().getOperatingSystem().getProcess(pid);
        if (process == null) {
            throw new MeterException("there is no process " + pid);
        }
        return new ProcessCpu(process);
    }

    /**
     * Of this process, by its own virtual machine: the same ticks in less than a microsecond, where OSHI reads several files
     * for it, twice for each request.
     */
    static DoubleSupplier ofThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return () -> {
            long nanos = system.getProcessCpuTime();
            if (nanos < 0) {
                throw new MeterException("the processor time of this process isn't known");
            }
            return nanos / 1e9;
        };
    }

    @Override
    public double getAsDouble() {
        if (!process.updateAttributes() || process.getStartTime() != started) {
            throw new MeterException("process " + process.getProcessID() + " has ended");
        }
        long millis = process.getKernelTime() + process.getUserTime();
        // OSHI reports 0 for what it doesn't know.
        if (millis <= 0) {
            throw new MeterException("the processor time of process " + process.getProcessID() + " isn't known");
        }
        return millis / 1e3;
    }
}
