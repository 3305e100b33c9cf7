package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.runlog.RunData;

/**
 * Runs without the requests that are void in one of them: differences are taken request by request, so that these are left out
 * for all agents under that seed, and under all seeds where these serve the same requests, which intervals then pair.
 *
 * @param runs the runs, without them
 * @param bySeed how many are left out under each seed that has some, for whichever seed they are void
 */
public record LeftOut(List<RunData> runs, Map<Long, Integer> bySeed) {
    /** With more of them a run was another experiment than it says. */
    private static final int MOST_PERCENT = 1;

    public LeftOut {
        runs = List.copyOf(runs);
        bySeed = Map.copyOf(bySeed);
    }

    /**
     * Leaves them out.
     *
     * @throws InputException where more than one of a hundred requests of a run are void
     */
    public static LeftOut of(List<RunData> all) {
        all.forEach(LeftOut::requireFew);
        Map<Long, BitSet> voided = new TreeMap<>();
        for (RunData run : all) {
            voided.computeIfAbsent(seed(run), key -> new BitSet()).or(run.voided());
        }
        BitSet any = new BitSet();
        voided.values().forEach(any::or);
        if (!any.isEmpty() && shareRequests(all)) {
            voided.values().forEach(rows -> rows.or(any));
        }
        List<RunData> runs = new ArrayList<>();
        all.forEach(run -> runs.add(run.without(voided.getOrDefault(seed(run), new BitSet()))));
        Map<Long, Integer> bySeed = new TreeMap<>();
        voided.forEach((seed, rows) -> {
            if (!rows.isEmpty()) {
                bySeed.put(seed, rows.cardinality());
            }
        });
        return new LeftOut(runs, bySeed);
    }

    private static boolean shareRequests(List<RunData> all) {
        return all.stream().map(ComparedRuns::deadlines).distinct().count() == 1;
    }

    private static void requireFew(RunData run) {
        int count = run.voided().cardinality();
        int requests = run.rows().size();
        if (100.0 * count > MOST_PERCENT * requests) {
            throw InputException.of(
                            "the void requests of " + run.place(),
                            "at most " + MOST_PERCENT + " % of its " + requests
                                    + ", as its hardware was not as it was set",
                            count)
                    .maybe("evaluate it anew with nothing else that sets the hardware; its log says what did");
        }
    }

    private static long seed(RunData run) {
        return Objects.requireNonNull(run.manifest().header().seed(), "seed");
    }

    /** How many are left out under all seeds. */
    int count() {
        return bySeed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What a reader of the comparison must know of it. */
    String words() {
        return "left out for all agents, as void in a run whose hardware was not as it was set: "
                + new TreeMap<>(bySeed)
                        .entrySet().stream()
                                .map(one -> one.getValue() + (one.getValue() == 1 ? " request" : " requests")
                                        + " of seed " + one.getKey())
                                .collect(Collectors.joining(", "));
    }
}
