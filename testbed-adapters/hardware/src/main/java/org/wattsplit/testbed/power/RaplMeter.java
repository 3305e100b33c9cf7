package org.wattsplit.testbed.power;

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
 * again at 0 after {@code max_energy_range_uj}. The zones are added, so no two of them may count the same energy.
 */
final class RaplMeter extends TimedMeter {
    /** The usual unit of the counter, 1/2^14 J; the framework doesn't say. */
    private static final double UNIT_JOULES = 61e-6;

    private final List<RaplZone> zones;
    private final List<Dies> dies = new ArrayList<>();

    /**
     * @param powercap the framework's folder, {@code /sys/class/powercap}
     * @param names of zones in it, such as {@code intel-rapl:0}
     * @throws MeterException when one can't be read
     * @throws org.wattsplit.framework.check.InputException when two of them count the same energy
     */
    RaplMeter(Path powercap, List<String> names, LongSupplier nanoTime) {
        this(zones(powercap, names, nanoTime), nanoTime);
    }

    private RaplMeter(List<RaplZone> zones, LongSupplier nanoTime) {
        super(
                new MeterInfo(
                        "rapl",
                        "processor zones " + zones.stream().map(RaplZone::name).collect(Collectors.joining(" + ")),
                        Quantity.ENERGY_J,
                        UNIT_JOULES,
                        Duration.ofMillis(1),
                        true,
                        Provenance.MEASURED),
                nanoTime);
        this.zones = zones;
        for (int i = 0; i < zones.size(); i++) {
            for (RaplZone other : zones.subList(i + 1, zones.size())) {
                if (zones.get(i).isOtherDieOf(other)) {
                    dies.add(new Dies(zones.get(i), other));
                }
            }
        }
    }

    private static List<RaplZone> zones(Path powercap, List<String> names, LongSupplier nanoTime) {
        List<RaplZone> zones = Check.notEmpty("zones", names).stream()
                .map(name -> RaplZone.of(powercap, name, nanoTime.getAsLong()))
                .toList();
        RaplZone.requireApart(zones);
        return zones;
    }

    @Override
    double value(long beginNanos) {
        double joules = 0;
        for (RaplZone zone : zones) {
            joules += zone.counter().joules(beginNanos);
        }
        dies.forEach(Dies::requireApart);
        return joules;
    }

    /** Two dies of a package, which may turn out to be counted by one counter. */
    private static final class Dies {
        /** After this much, two counters that were never apart are one. */
        private static final double ENOUGH_JOULES = 50;

        private static final double SLACK_JOULES = 0.1;
        private static final double SLACK_SHARE = 0.01;

        private final RaplZone one;
        private final RaplZone other;
        private boolean apart;

        Dies(RaplZone one, RaplZone other) {
            this.one = one;
            this.other = other;
        }

        void requireApart() {
            double first = one.counter().total();
            double second = other.counter().total();
            apart |= Math.abs(first - second) > SLACK_JOULES + SLACK_SHARE * Math.max(first, second);
            if (!apart && Math.min(first, second) >= ENOUGH_JOULES) {
                throw new MeterException(String.valueOf(one.mirrored(other).getMessage()));
            }
        }
    }
}
