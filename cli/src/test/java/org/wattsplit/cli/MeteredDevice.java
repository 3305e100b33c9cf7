package org.wattsplit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A stand-in of a device: a tree of files as of cpufreq, and a meter that speaks SCPI and shows what a processor at that clock
 * would draw. It remembers what it drew.
 */
final class MeteredDevice implements AutoCloseable {
    private static final double IDLE_W = 2;
    private static final double WATTS_PER_MHZ = 0.001;

    private final Path policy;
    private final double busyWatts;
    private final ScpiStandIn meter;
    private final com.sun.management.OperatingSystemMXBean system =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    /** By ms since 1970. */
    private final NavigableMap<Double, Double> joules = new ConcurrentSkipListMap<>();

    private volatile int left = Integer.MAX_VALUE;
    private double lastMhz;
    private double lastMillis = now();
    private double lastCpuMillis = cpuMillis();
    private double drawn;

    /**
     * A device.
     *
     * @param folder where its files are made
     * @param busyWatts what a busy core of this process draws beyond the clock's power
     */
    MeteredDevice(Path folder, double busyWatts) {
        policy = folder.resolve("cpufreq").resolve("policy0");
        this.busyWatts = busyWatts;
        CpufreqTree.make(policy, "600000 1000000 1400000 1800000", "1800000");
        joules.put(lastMillis, 0.0);
        meter = new ScpiStandIn(this::watts);
    }

    private static double now() {
        return System.currentTimeMillis();
    }

    private double cpuMillis() {
        return system.getProcessCpuTime() / 1e6;
    }

    /** What is drawn at a clock while nothing is done. */
    static double idleWatts(double mhz) {
        return IDLE_W + WATTS_PER_MHZ * mhz;
    }

    /** Has the meter answer with no numbers once the clock has been changed so many more times. */
    void failAfter(int changes) {
        left = changes;
    }

    /** Has the meter work again. */
    void mend() {
        left = Integer.MAX_VALUE;
        meter.set(ScpiStandIn.Mood.WELL);
    }

    /** The mean power since the reading before. */
    private synchronized double watts() {
        double mhz = mhz();
        if (mhz != lastMhz && --left == 0) {
            meter.set(ScpiStandIn.Mood.RUBBISH);
        }
        lastMhz = mhz;
        double now = now();
        double cpu = cpuMillis();
        double busy = now > lastMillis ? (cpu - lastCpuMillis) / (now - lastMillis) : 0;
        double watts = idleWatts(mhz) + busyWatts * busy;
        drawn += watts * (now - lastMillis) / 1000;
        joules.put(now, drawn);
        lastMillis = now;
        lastCpuMillis = cpu;
        return watts;
    }

    private double mhz() {
        try {
            String text = Files.readString(policy.resolve("scaling_setspeed")).strip();
            return text.isEmpty() ? 0 : Double.parseDouble(text) / 1000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it drew between two times in ms since 1970, both while the meter was read. */
    double joules(double fromMillis, double toMillis) {
        return joules(toMillis) - joules(fromMillis);
    }

    private double joules(double millis) {
        Map.Entry<Double, Double> before = joules.floorEntry(millis);
        Map.Entry<Double, Double> after = joules.ceilingEntry(millis);
        double span = after.getKey() - before.getKey();
        double part = span == 0 ? 0 : (millis - before.getKey()) / span;
        return before.getValue() + part * (after.getValue() - before.getValue());
    }

    /** The text of a testbed's file. */
    String testbed(int periodMillis) {
        return String.format(Locale.ROOT, """
                format: testbed
                version: 1
                network: {name: any}
                device:
                  knobs:
                    - {kind: cpufreq, root: %s, mode: userspace}
                meter: {kind: scpi, host: localhost, port: %d, query: ':VAL?', covers: a stand-in, resolution_w: 0.001, period_ms: %d}
                meter_error: 0.01
                cloud: {address: loopback}
                """, policy.getParent(), meter.port(), periodMillis);
    }

    @Override
    public void close() {
        meter.close();
    }
}
