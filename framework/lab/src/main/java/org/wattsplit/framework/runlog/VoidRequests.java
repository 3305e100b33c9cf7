package org.wattsplit.framework.runlog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.Disturbance;

/** Which requests of a run are void, as its hardware was not as it was set, and why the first is. */
public final class VoidRequests {
    /** More than these are not written out. */
    private static final int MOST_SPANS = 5;

    private final BitSet rows = new BitSet();
    private final List<Long> ids = new ArrayList<>();
    private String first = "";

    /** Of no request yet. */
    public VoidRequests() {}

    /** Those of a run's log; none where an earlier edition wrote it, which did not look. */
    public static VoidRequests of(Path folder, RunManifest manifest) {
        VoidRequests all = new VoidRequests();
        CsvTable.read(folder.resolve(RunLogWriter.REQUESTS), RunLogColumns.required(manifest), all::add);
        return all;
    }

    /** Adds the next row of a log. */
    void add(CsvTable.Row row) {
        add(row.integer(RunLogColumns.REQUEST_ID), disturbance(row));
    }

    private static Disturbance disturbance(CsvTable.Row row) {
        String words = row.has(RunLogColumns.DISTURBANCE) ? row.text(RunLogColumns.DISTURBANCE) : "";
        if (words.isEmpty()) {
            return Disturbance.NONE;
        }
        long requests = row.integer(RunLogColumns.VOID_REQUESTS);
        if (requests < 1 || requests > Integer.MAX_VALUE) {
            throw row.error(RunLogColumns.VOID_REQUESTS, "a whole number above 0");
        }
        return new Disturbance(words, (int) requests);
    }

    /** Adds the next request. */
    public void add(long id, Disturbance disturbance) {
        ids.add(id);
        if (disturbance.requests() > 0) {
            // An earlier session of the run may have less of them.
            rows.set(Math.max(0, ids.size() - disturbance.requests()), ids.size());
            first = first.isEmpty() ? disturbance.words() : first;
        }
    }

    /** How many there are. */
    public int count() {
        return rows.cardinality();
    }

    /** Whether the request of a row is one, by the row's number from 0. */
    public boolean contains(int row) {
        return rows.get(row);
    }

    /** The numbers of their rows. */
    public BitSet rows() {
        return (BitSet) rows.clone();
    }

    /** What disturbed the first; empty where there is none. */
    public String first() {
        return first;
    }

    /** How many of a run's requests they are, which, and why, in words; empty where there is none. */
    public String words(RunManifest run) {
        return count() == 0
                ? ""
                : count() + " of " + run.requests() + " requests of " + run.agent() + ", seed "
                        + run.header().seed() + ", are void, as the hardware was not as it was set: " + which()
                        + "; the first: " + first;
    }

    /** Which they are, by their numbers: {@code 210 to 214, 300}. */
    public String which() {
        List<String> spans = new ArrayList<>();
        for (int from = rows.nextSetBit(0); from >= 0; ) {
            int end = rows.nextClearBit(from);
            spans.add(end == from + 1 ? String.valueOf(ids.get(from)) : ids.get(from) + " to " + ids.get(end - 1));
            from = rows.nextSetBit(end);
        }
        int more = spans.size() - MOST_SPANS;
        return more <= 0
                ? String.join(", ", spans)
                : String.join(", ", spans.subList(0, MOST_SPANS)) + " and in " + more + " more places";
    }
}
