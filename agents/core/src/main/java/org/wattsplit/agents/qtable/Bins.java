package org.wattsplit.agents.qtable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.request.Condition;

/**
 * A number for each state: the deadline's bin (between quantiles of the training requests' deadlines), the hardware
 * setting, and each condition's bin (between fixed edges of its usual range). The age of estimates and the estimated
 * round trip are left out, so that the table stays small, and conditions of a testbed's own whose range has no end.
 */
final class Bins {
    private static final Set<String> LEFT_OUT = Set.of(Condition.ESTIMATE_AGE_MS.column(), Condition.RTT_MS.column());

    private final double[] deadlines;
    private final int settings;
    private final int conditionBins;
    private final List<Range> ranges = new ArrayList<>();

    /** A condition's place in the observation and its usual range, within which bins are even. */
    private record Range(int index, double low, double high, boolean logarithm) {
        int bin(double value, int bins) {
            double at = logarithm
                    ? Math.log(Math.max(low, value) / low) / Math.log(high / low)
                    : (value - low) / (high - low);
            return (int) Math.max(0, Math.min(bins - 1, Math.floor(at * bins)));
        }
    }

    Bins(AgentContext context, int deadlineBins, int conditionBins) {
        double[] all = context.deadlines().toArray();
        deadlines = new double[deadlineBins - 1];
        for (int i = 0; i < deadlines.length; i++) {
            deadlines[i] = all[(int) ((i + 1L) * all.length / deadlineBins)];
        }
        settings = context.actions().space().settings();
        this.conditionBins = conditionBins;
        List<String> names = context.observation().names();
        for (int i = Observation.CONDITIONS; i < names.size(); i++) {
            if (!LEFT_OUT.contains(names.get(i))) {
                Range range = range(context.observation(), i);
                if (Double.isFinite(range.low()) && Double.isFinite(range.high())) {
                    ranges.add(range);
                }
            }
        }
    }

    private static Range range(Box observation, int index) {
        String name = observation.names().get(index);
        if (name.equals(Condition.BANDWIDTH_MBPS.column())) {
            return new Range(index, 0.5, 50, true);
        }
        if (name.equals(Condition.DEVICE_TEMPERATURE_C.column())) {
            return new Range(index, 60, 88, false);
        }
        if (name.equals(Condition.QUEUE_LENGTH.column())) {
            return new Range(index, 0, 4, false);
        }
        if (name.equals(Condition.QUEUE_WAIT_MS.column())) {
            return new Range(index, 0, 2_000, false);
        }
        return new Range(index, observation.low().get(index), observation.high().get(index), false);
    }

    /** The state of an observation. */
    long of(Observation observation) {
        int bin = Arrays.binarySearch(deadlines, observation.deadlineMillis());
        long state = bin < 0 ? -bin - 1 : bin;
        state = state * settings + observation.settingIndex();
        for (Range range : ranges) {
            state = state * conditionBins + range.bin(observation.get(range.index()), conditionBins);
        }
        return state;
    }

    void save(ArrayStore store) {
        store.put("bins.deadlines", deadlines);
    }

    void load(ArrayStore store) {
        double[] saved = store.doubles("bins.deadlines", deadlines.length);
        System.arraycopy(saved, 0, deadlines, 0, saved.length);
    }
}
