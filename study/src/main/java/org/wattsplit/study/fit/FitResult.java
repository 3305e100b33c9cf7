package org.wattsplit.study.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wattsplit.testbed.model.FitReport;

/**
 * How well a model fits.
 *
 * @param droppedRows rows that were left out, as they were probably measured at the wrong clock
 * @param fit errors of times and energies
 * @param agents by agent, what it costs in benchmark R1 on the measurements and on the model
 * @param sameRanking whether no two agents change places
 */
public record FitResult(int droppedRows, FitReport fit, Map<String, Cost> agents, boolean sameRanking) {
    public FitResult {
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    }

    /** What an agent costs on the measurements and on the model, in joules. */
    public record Cost(double measured, double modelled) {}
}
