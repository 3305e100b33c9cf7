package org.wattsplit.framework.runlog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.request.Condition;

/** The columns of {@code requests.csv}, in order. A cell is empty where the run knows nothing of it. */
final class RunLogColumns {
    static final String REQUEST_ID = "request_id";
    static final String MODEL = "model";
    static final String ARRIVAL = "arrival_ms";
    static final String START = "start_ms";
    static final String DEADLINE = "deadline_ms";
    static final String ACTION = "action";
    static final String PLACEMENT = "placement";
    static final String SETTING_BEFORE = "setting_before";
    static final String SETTING_AFTER = "setting_after";
    static final String GUARD_STATE = "guard_state";
    static final String FALLBACK = "fallback";
    static final String ABSENCES = "absences";
    static final String DISTURBANCE = "disturbance";
    static final String VOID_REQUESTS = "void_requests";
    static final String LATENCY = "latency_ms";
    static final String ENERGY = "energy_j";
    static final String ACCURACY = "accuracy";
    static final String RIGHT = "right";
    static final String MISSED = "missed";
    static final String REWARD = "reward";

    /** Made once: every row asks for all of them. */
    private static final Map<String, String> PROVENANCE = new ConcurrentHashMap<>();

    private RunLogColumns() {}

    /** The name of the column that says where a part comes from. */
    static String provenance(String partColumn) {
        return PROVENANCE.computeIfAbsent(partColumn, name -> name.replaceFirst("_(ms|j)$", "") + "_provenance");
    }

    /** The columns that a log of a run has, whichever edition wrote it. */
    static Set<String> required(RunManifest manifest) {
        Set<String> columns = new HashSet<>(of(manifest));
        columns.removeAll(List.of(DISTURBANCE, VOID_REQUESTS));
        return columns;
    }

    /** The columns of a run: its knobs, its conditions, and what all runs have. */
    static List<String> of(RunManifest manifest) {
        List<String> columns = new ArrayList<>(List.of(REQUEST_ID, MODEL, ARRIVAL, START, DEADLINE, ACTION));
        columns.addAll(manifest.knobs());
        columns.addAll(List.of(PLACEMENT, SETTING_BEFORE, SETTING_AFTER));
        Condition.COMMON.forEach(condition -> columns.add(condition.column()));
        columns.addAll(manifest.ownConditions());
        columns.addAll(List.of(GUARD_STATE, FALLBACK, ABSENCES));
        if (manifest.onHardware()) {
            columns.addAll(List.of(DISTURBANCE, VOID_REQUESTS));
        }
        for (LatencyPart part : LatencyPart.values()) {
            columns.add(part.column());
            columns.add(provenance(part.column()));
        }
        for (EnergyPart part : EnergyPart.values()) {
            columns.add(part.column());
            columns.add(provenance(part.column()));
        }
        columns.addAll(List.of(ACCURACY, provenance(ACCURACY)));
        if (manifest.drawsRight()) {
            columns.add(RIGHT);
        }
        columns.addAll(List.of(LATENCY, ENERGY, MISSED, REWARD));
        InputException.require(
                Set.copyOf(columns).size() == columns.size(),
                "the knobs and the conditions of a testbed's own",
                "named unlike the columns of a log",
                manifest.knobs() + " and " + manifest.ownConditions());
        return columns;
    }
}
