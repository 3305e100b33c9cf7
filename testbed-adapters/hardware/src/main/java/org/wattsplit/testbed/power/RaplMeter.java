package org.wattsplit.testbed.power;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/**
 * RAPL counters of processors, as Linux's power capping framework shows them: {@code energy_uj} of each zone, which starts
 * again at 0 after {@code max_energy_range_uj}. The zones are added; one that is a part of another must not be named with
 * it.
 */
final class RaplMeter extends TimedMeter {
    /** Beyond any zone: what would take more was no wrap, and in less time than this takes there was at most one. */
    private static final double MOST_WATTS = 2000;

    private static final double SLACK_JOULES = 100;
    /** The usual unit of the counter, 1/2^14 J; the framework doesn't say. */
    private static final double UNIT_JOULES = 61e-6;

    private final List<Zone> zones;

    /**
     * @param powercap the framework's folder, {@code /sys/class/powercap}
     * @param names of zones in it, such as {@code intel-rapl:0}
     * @throws MeterException when one can't be read
     */
    RaplMeter(Path powercap, List<String> names, LongSupplier nanoTime) {
        this(zones(powercap, names, nanoTime), nanoTime);
    }

    private RaplMeter(List<Zone> zones, LongSupplier nanoTime) {
        super(
                new MeterInfo(
                        "rapl",
                        "processor zones "
                                + zones.stream().map(zone -> zone.name).collect(Collectors.joining(" + ")),
                        Quantity.ENERGY_J,
                        UNIT_JOULES,
                        Duration.ofMillis(1),
                        true,
                        Provenance.MEASURED),
                nanoTime);
        this.zones = zones;
    }

    private static List<Zone> zones(Path powercap, List<String> names, LongSupplier nanoTime) {
        List<Zone> zones = new ArrayList<>();
        for (String name : Check.notEmpty("zones", names)) {
            Path folder = powercap.resolve(name);
            if (!Files.isDirectory(folder)) {
                throw new MeterException("there is no " + folder);
            }
            zones.add(new Zone(folder, nanoTime.getAsLong()));
        }
        return zones;
    }

    @Override
    double value(long beginNanos) {
        double joules = 0;
        for (Zone zone : zones) {
            joules += zone.joules(beginNanos);
        }
        return joules;
    }

    private static final class Zone {
        final String name;
        private final Path file;
        private final long rangeMicros;
        private long lastMicros;
        private long lastNanos;
        private long totalMicros;

        Zone(Path folder, long nanos) {
            this.name = Figures.word(folder.resolve("name"));
            this.file = folder.resolve("energy_uj");
            this.rangeMicros = Figures.whole(folder.resolve("max_energy_range_uj"));
            if (rangeMicros <= 0) {
                throw Figures.expected(folder.resolve("max_energy_range_uj").toString(), "above 0", rangeMicros);
            }
            this.lastMicros = Figures.whole(file);
            this.lastNanos = nanos;
        }

        double joules(long nanos) {
            long micros = Figures.whole(file);
            if (micros < 0 || micros > rangeMicros) {
                throw Figures.expected(file.toString(), "between 0 and " + rangeMicros, micros);
            }
            long grown = micros >= lastMicros ? micros - lastMicros : rangeMicros - lastMicros + micros;
            double most = MOST_WATTS * (nanos - lastNanos) / 1e9 + SLACK_JOULES;
            long from = lastMicros;
            double seconds = (nanos - lastNanos) / 1e9;
            lastMicros = micros;
            lastNanos = nanos;
            if (most > rangeMicros / 1e6 + SLACK_JOULES) {
                throw new MeterException("the counter of zone " + name + " wasn't read for " + seconds
                        + " s and may have started again more than once");
            }
            if (grown / 1e6 > most) {
                throw new MeterException("the counter of zone " + name + " went from " + from + " to " + micros
                        + " µJ within " + seconds + " s: it was reset, or is wrong");
            }
            totalMicros += grown;
            return totalMicros / 1e6;
        }
    }
}
