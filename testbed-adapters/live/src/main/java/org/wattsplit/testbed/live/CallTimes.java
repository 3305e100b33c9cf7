package org.wattsplit.testbed.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/** How long a call to the cloud may take, by what the edge's own runs took and the cloud's when it was measured. */
final class CallTimes {
    private static final double NANOS_PER_MILLI = 1e6;
    /** The edge's own run may take so much longer than it usually does. */
    private static final double ROOM = 1.25;
    /** What a timer and the waking of a thread take beyond that. */
    private static final double SLACK_MILLIS = 5;
    /** A call may take so many times what it took when it was measured, where the deadline is no bound. */
    private static final double PATIENCE = 3;

    private static final double LEAST_CALL_MILLIS = 20;
    /** Weight of the latest run among the edge's own ones. */
    private static final double LATEST = 0.3;

    private final @Nullable MeasurementTable table;
    /** How long the whole network takes on the edge, by hardware setting; 0 where that is not known yet. */
    private final double[] edgeMillis;

    /** Those of a space, by its measurements where there are any. */
    CallTimes(ConfigurationSpace space, @Nullable MeasurementTable table) {
        this.table = table;
        edgeMillis = edgeMillis(space, table);
    }

    private static double[] edgeMillis(ConfigurationSpace space, @Nullable MeasurementTable table) {
        double[] millis = new double[space.settings()];
        if (table != null) {
            Configuration edgeOnly = space.edgeOnly().orElseThrow();
            String last = edgeOnly.value(Knob.SPLIT_LAYER);
            table.means().stream()
                    .filter(one -> one.configuration().value(Knob.SPLIT_LAYER).equals(last))
                    .forEach(one -> millis[one.configuration().settingIndex()] =
                            one.outcome().latencyMillis());
        }
        return millis;
    }

    /** Takes note of how long the edge took for the whole network at a hardware setting. */
    void remember(int setting, double wholeMillis) {
        double before = edgeMillis[setting];
        edgeMillis[setting] = before == 0 ? wholeMillis : before + LATEST * (wholeMillis - before);
    }

    /**
     * The time of a configuration's call: what leaves room for the edge's own run, if that is enough for the cloud as it was
     * measured, otherwise all that is left of the deadline.
     */
    Duration callTime(double leftMillis, Configuration configuration, int setting) {
        double usual = LEAST_CALL_MILLIS;
        if (table != null) {
            usual = table.mean(configuration)
                    .map(one -> one.outcome()
                                    .latencyMillis(LatencyPart.TRANSFER)
                                    .orElse(0)
                            + one.outcome().latencyMillis(LatencyPart.CLOUD).orElse(0))
                    .orElse(LEAST_CALL_MILLIS);
        }
        double roomForEdge = leftMillis - ROOM * edgeMillis[setting] - SLACK_MILLIS;
        double millis = roomForEdge >= usual
                ? roomForEdge
                : Math.max(leftMillis, Math.max(LEAST_CALL_MILLIS, PATIENCE * usual));
        return Duration.ofNanos((long) (millis * NANOS_PER_MILLI));
    }
}
