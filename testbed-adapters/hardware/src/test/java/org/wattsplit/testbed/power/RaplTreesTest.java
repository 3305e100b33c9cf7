package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;

/**
 * Every choice of zones of a powercap tree with two packages, their parts and memories, a twin and the platform. What draws
 * energy are consumers, and a zone counts some of them: a choice is legal where no consumer is counted twice.
 */
final class RaplTreesTest {
    private static final int STEPS = 12;

    /** A zone: its folder, what it counts, and where its counter begins and starts again, in joules. */
    private record Zone(String folder, Set<String> consumers, double start, double range) {}

    private final List<Zone> zones = new ArrayList<>();
    private final Map<String, Double> trueJoules = new HashMap<>();

    @TempDir
    private Path sys;

    private double seconds;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void choicesThatCountTwiceAreRefusedAndAllOthersGiveTheTrueEnergy(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        tree(random);
        Map<List<Zone>, PowerMeter> meters = new LinkedHashMap<>();
        for (int choice = 1; choice < 1 << zones.size(); choice++) {
            List<Zone> chosen = chosen(choice);
            if (isLegal(chosen)) {
                meters.put(chosen, rapl(chosen));
            } else {
                assertThatThrownBy(() -> rapl(chosen)).as("%s", chosen).isInstanceOf(InputException.class);
            }
        }
        assertThat(meters).doesNotContainKey(zones);
        // Of each package: none, itself or the twin, core, uncore, or both of these; each with its memory or without.
        // And psys.
        assertThat(meters).hasSize(6 * 2 * 5 * 2 - 1 + 1);
        int wraps = 0;
        for (int step = 0; step < STEPS; step++) {
            wraps += advance(random);
            meters.forEach((chosen, meter) ->
                    assertThat(meter.read().value()).as("%s", chosen).isCloseTo(truth(chosen), withinPercentage(1)));
        }
        assertThat(wraps).isPositive();
    }

    private void tree(SplittableRandom random) throws IOException {
        Set<String> all = new HashSet<>(Set.of("board"));
        for (int i = 0; i < 2; i++) {
            Set<String> parts = Set.of("cores" + i, "graphics" + i, "caches" + i);
            all.addAll(parts);
            all.add("memory" + i);
            zone(random, "intel-rapl:" + i, "package-" + i, parts);
            zone(random, "intel-rapl:" + i + ":0", "core", Set.of("cores" + i));
            zone(random, "intel-rapl:" + i + ":1", "uncore", Set.of("graphics" + i));
            zone(random, "intel-rapl:" + i + ":2", "dram", Set.of("memory" + i));
        }
        zone(random, "intel-rapl:2", "psys", all);
        zone(random, "intel-rapl-mmio:0", "package-0", zones.get(0).consumers());
        all.forEach(consumer -> trueJoules.put(consumer, 0.0));
        writeCounters();
    }

    private void zone(SplittableRandom random, String folder, String name, Set<String> consumers) throws IOException {
        Path path = Files.createDirectories(powercap(folder));
        // As small as a counter may be that is read every tenth of a second, or that of a server.
        double range = random.nextBoolean() ? 400 : 262_143.328850;
        zones.add(new Zone(folder, consumers, range - random.nextDouble(50), range));
        Files.writeString(path.resolve("name"), name + "\n");
        Files.writeString(path.resolve("max_energy_range_uj"), Math.round(range * 1e6) + "\n");
    }

    /** Lets time pass, and says how many counters started again. */
    private int advance(SplittableRandom random) throws IOException {
        double passed = 0.01 + random.nextDouble(0.1);
        List<Double> before = zones.stream().map(this::counter).toList();
        trueJoules.replaceAll((consumer, joules) -> joules + passed * (1 + random.nextDouble(150)));
        seconds += passed;
        writeCounters();
        int wraps = 0;
        for (int i = 0; i < zones.size(); i++) {
            wraps += counter(zones.get(i)) < before.get(i) ? 1 : 0;
        }
        return wraps;
    }

    private void writeCounters() throws IOException {
        for (Zone zone : zones) {
            Files.writeString(powercap(zone.folder()).resolve("energy_uj"), Math.round(counter(zone) * 1e6) + "\n");
        }
    }

    private double counter(Zone zone) {
        return (zone.start() + truth(List.of(zone))) % zone.range();
    }

    private double truth(List<Zone> counted) {
        return counted.stream()
                .flatMap(zone -> zone.consumers().stream())
                .mapToDouble(consumer -> trueJoules.getOrDefault(consumer, 0.0))
                .sum();
    }

    private static boolean isLegal(List<Zone> chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            for (Zone other : chosen.subList(i + 1, chosen.size())) {
                if (!Collections.disjoint(chosen.get(i).consumers(), other.consumers())) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Zone> chosen(int choice) {
        List<Zone> chosen = new ArrayList<>();
        for (int i = 0; i < zones.size(); i++) {
            if ((choice >> i & 1) == 1) {
                chosen.add(zones.get(i));
            }
        }
        return chosen;
    }

    private PowerMeter rapl(List<Zone> chosen) {
        return Meters.open(
                new MeterSpec.Rapl(chosen.stream().map(Zone::folder).toList()), sys, () -> FakeMeter.nanos(seconds));
    }

    private Path powercap(String folder) {
        return sys.resolve("class/powercap").resolve(folder);
    }
}
