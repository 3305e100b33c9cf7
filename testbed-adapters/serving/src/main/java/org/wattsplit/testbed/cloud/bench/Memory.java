package org.wattsplit.testbed.cloud.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a process, in MiB.
 *
 * @param mostHeapMb what the heap may have ({@code -Xmx})
 * @param seenHeapMb the most that was seen in use, garbage included, looked at every 10 ms
 * @param mostDirectMb what direct buffers may have, apart from the heap
 * @param seenDirectMb the most that they were seen to have
 * @param peakResidentMb the most of the machine's memory that the whole process had; none where the system does not say
 */
public record Memory(
        long mostHeapMb,
        long seenHeapMb,
        long mostDirectMb,
        long seenDirectMb,
        @Nullable Long peakResidentMb) {
    private static final int MIB = 20;

    /** Watches this process's memory until it is asked. */
    public static final class Watch {
        private static final long PAUSE_MILLIS = 10;

        private final AtomicLong heap = new AtomicLong();
        private final AtomicLong direct = new AtomicLong();

        /** Begins to watch. */
        public Watch() {
            Thread thread = new Thread(this::watch, "memory-watch");
            thread.setDaemon(true);
            thread.start();
        }

        private void watch() {
            try {
                while (true) {
                    look();
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void look() {
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            heap.accumulateAndGet(used, Math::max);
            for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                if (pool.getName().equals("direct")) {
                    direct.accumulateAndGet(pool.getMemoryUsed(), Math::max);
                }
            }
        }

        /** What was seen so far. */
        public Memory seen() {
            look();
            long most = Runtime.getRuntime().maxMemory();
            long mostDirect = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("MaxDirectMemorySize")
                    .getValue());
            return new Memory(
                    most >> MIB,
                    heap.get() >> MIB,
                    (mostDirect == 0 ? most : mostDirect) >> MIB,
                    direct.get() >> MIB,
                    peakResident());
        }

        private static @Nullable Long peakResident() {
            try {
                List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
                for (String line : lines) {
                    if (line.startsWith("VmHWM:")) {
                        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                    }
                }
                return null;
            } catch (IOException e) {
                return null;
            }
        }
    }
}
