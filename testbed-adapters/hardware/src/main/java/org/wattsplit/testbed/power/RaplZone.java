package org.wattsplit.testbed.power;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.InputException;

/**
 * A zone of the power capping framework: where it is among the others, and its counter.
 *
 * @param folder its folder's name, such as {@code intel-rapl:0:1}
 * @param path what it is a part of, from the outermost: {@code package-0}, {@code die-1}, {@code core}
 * @param counter its counter
 */
record RaplZone(String folder, List<String> path, EnergyCounter counter) {
    /** More than any processor draws. */
    private static final double MOST_WATTS = 2000;
    /** What a counter may grow by between two updates of it, which are 1 ms apart. */
    private static final long UPDATE_MICROS = 500_000;

    /** Memory, which its package's counter leaves out. */
    private static final String DRAM = "dram";

    /**
     * The zone of a folder.
     *
     * @throws MeterException when there is none, or its counter can't be read
     */
    static RaplZone of(Path powercap, String name, long nanos) {
        Path folder = powercap.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new MeterException("there is no " + folder);
        }
        Path range = folder.resolve("max_energy_range_uj");
        long rangeMicros = Figures.whole(range);
        if (rangeMicros <= 0) {
            throw Figures.expected(range.toString(), "above 0", rangeMicros);
        }
        List<String> path = path(powercap, name);
        return new RaplZone(
                name,
                path,
                new EnergyCounter(
                        "zone " + Figures.word(folder.resolve("name")),
                        folder.resolve("energy_uj"),
                        rangeMicros,
                        MOST_WATTS,
                        nanos));
    }

    /** The names of a zone and of those that it is in; a die is in its package. */
    private static List<String> path(Path powercap, String folder) {
        List<String> path = new ArrayList<>();
        int parent = folder.lastIndexOf(':');
        if (folder.indexOf(':') < parent) {
            path.addAll(path(powercap, folder.substring(0, parent)));
        }
        Path name = powercap.resolve(folder).resolve("name");
        String word = Files.isReadable(name) ? Figures.word(name) : folder;
        path.addAll(List.of(word.split("-(?=die-\\d+$)", 2)));
        return path;
    }

    /** What the zone calls itself, with its package's die. */
    String name() {
        String last = path.get(path.size() - 1);
        return isDie(last) ? path.get(path.size() - 2) + "-" + last : last;
    }

    /**
     * Refuses zones that count the same energy.
     *
     * @throws InputException that names two of them
     */
    static void requireApart(List<RaplZone> zones) {
        for (int i = 0; i < zones.size(); i++) {
            for (RaplZone other : zones.subList(i + 1, zones.size())) {
                zones.get(i).requireApart(other);
            }
        }
    }

    private void requireApart(RaplZone other) {
        if (isPlatform() || other.isPlatform()) {
            throw twice(
                    this,
                    other,
                    "psys counts the whole platform",
                    "name " + (isPlatform() ? folder : other.folder) + " alone, or leave it out");
        }
        if (path.equals(other.path)) {
            throw twice(this, other, "both count the same", "leave out one of them, such as " + other.folder);
        }
        requireNoPart(other);
        other.requireNoPart(this);
        if (isOtherDieOf(other) && mirrors(other)) {
            throw mirrored(other);
        }
    }

    private boolean isPlatform() {
        return name().startsWith("psys");
    }

    private void requireNoPart(RaplZone part) {
        boolean within = part.path.size() > path.size()
                && part.path.subList(0, path.size()).equals(path);
        if (within && !part.path.get(path.size()).equals(DRAM)) {
            throw twice(this, part, "the second is a part of the first", "leave out " + part.folder);
        }
    }

    /** The failure of two dies that count alike. */
    InputException mirrored(RaplZone other) {
        return twice(
                this,
                other,
                "their counters go alike, so that each counts the whole package",
                "leave out all dies of the package but one, such as " + folder);
    }

    /** Whether both are the same part of two dies of one package. */
    boolean isOtherDieOf(RaplZone other) {
        List<String> own = new ArrayList<>(path);
        List<String> others = new ArrayList<>(other.path);
        return own.removeIf(RaplZone::isDie) && others.removeIf(RaplZone::isDie) && own.equals(others);
    }

    private static boolean isDie(String name) {
        return name.matches("die-\\d+");
    }

    /** Whether two counters show the same: the other's value lies between two of this one. */
    private boolean mirrors(RaplZone other) {
        long before = counter.micros();
        long between = other.counter.micros();
        long after = counter.micros();
        return between >= Math.min(before, after) - UPDATE_MICROS && between <= Math.max(before, after) + UPDATE_MICROS;
    }

    private static InputException twice(RaplZone one, RaplZone other, String why, String advice) {
        return InputException.of("zones", "counters of different energy", one + " and " + other + ": " + why)
                .maybe(advice);
    }

    @Override
    public String toString() {
        return folder + " (" + name() + ")";
    }
}
