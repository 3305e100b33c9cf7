package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.runlog.TwoValues;

/** What runs depend on and differ in. */
final class Differences {
    private static final String DATASET = "dataset";
    private static final String WORKLOAD = "workload";
    /** Differences are taken request by request: these are the same, whatever else is allowed. */
    private static final Set<String> NEVER = Set.of(DATASET, WORKLOAD);

    /** How a field of one run differs from that of the first, and in how many more runs it differs, too. */
    private record Difference(TwoValues values, RunData run, int more) {
        /** The same, where it differs in a run more. */
        Difference inAnother() {
            return new Difference(values, run, more + 1);
        }

        String words() {
            return values.words("in " + run.place()) + (more == 0 ? "" : " and " + more + " more");
        }
    }

    private Differences() {}

    /**
     * The fields in which runs differ, in alphabetical order.
     *
     * @param allowed fields that may differ, or what their names begin with
     * @throws InputException where others do, which names all of them and the runs, or nothing has an allowed name
     */
    static List<String> among(List<RunData> runs, Collection<String> allowed) {
        requireKnown(runs, allowed);
        RunData first = runs.get(0);
        SortedMap<String, Difference> all = new TreeMap<>();
        for (RunData run : runs) {
            boolean detailed = detailed(first, run);
            TwoValues.of(fields(first.manifest(), detailed), fields(run.manifest(), detailed))
                    .forEach((name, values) ->
                            all.merge(name, new Difference(values, run, 0), (known, another) -> known.inAnother()));
        }
        List<String> refused =
                all.keySet().stream().filter(name -> !may(name, allowed)).toList();
        if (!refused.isEmpty()) {
            throw refusal(first, all, refused);
        }
        return List.copyOf(all.keySet());
    }

    /** Whether both runs say what they depend on. */
    private static boolean detailed(RunData one, RunData other) {
        return !one.manifest().dependsOn().isEmpty()
                && !other.manifest().dependsOn().isEmpty();
    }

    private static boolean may(String name, Collection<String> allowed) {
        return !NEVER.contains(name)
                && allowed.stream().anyMatch(field -> name.equals(field) || name.startsWith(field + "."));
    }

    /** What must be the same in a run, by name; of runs that do not say what they depend on, the little that they say. */
    private static SortedMap<String, String> fields(RunManifest manifest, boolean detailed) {
        SortedMap<String, String> fields = new TreeMap<>();
        if (detailed) {
            fields.putAll(manifest.dependsOn());
        } else {
            fields.put("scenario.id", manifest.scenario());
            manifest.header().inputs().forEach((name, sum) -> fields.put("input." + name, sum));
        }
        fields.put(DATASET, manifest.dataset());
        fields.put(
                WORKLOAD,
                manifest.workload() + " of " + manifest.requests()
                        + (detailed ? ", " + TwoValues.shortened(fields.getOrDefault(WORKLOAD, "nothing")) : ""));
        return fields;
    }

    private static InputException refusal(RunData first, SortedMap<String, Difference> all, List<String> refused) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Expected the runs to be the same in what they depend on, as " + first.place() + " is, given others:");
        all.forEach((name, difference) -> {
            if (refused.contains(name)) {
                lines.add("  " + name + ": " + difference.words());
            }
        });
        return new InputException(String.join(System.lineSeparator(), lines))
                .maybe(
                        refused.stream().anyMatch(NEVER::contains)
                                ? "run them all again on the same data and requests"
                                : "run them all again on what it is now, or allow it to differ");
    }

    /** A name that nothing has would allow nothing, and nobody would know. */
    private static void requireKnown(List<RunData> runs, Collection<String> allowed) {
        SortedSet<String> known = new TreeSet<>();
        for (RunData run : runs) {
            boolean detailed = detailed(runs.get(0), run);
            SortedSet<String> names =
                    new TreeSet<>(fields(runs.get(0).manifest(), detailed).keySet());
            names.addAll(fields(run.manifest(), detailed).keySet());
            for (String name : names) {
                for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                    known.add(name.substring(0, dot));
                }
                known.add(name);
            }
        }
        known.remove(WORKLOAD);
        for (String field : allowed) {
            if (!known.contains(field)) {
                throw InputException.of("a field that may differ", "one that a run has", field)
                        .orNearly(field, known, "it is one of " + known);
            }
        }
    }
}
