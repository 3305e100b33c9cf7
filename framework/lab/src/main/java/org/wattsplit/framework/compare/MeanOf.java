package org.wattsplit.framework.compare;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.runlog.RunData.RunRow;

/** Something of each figure of a request whose mean is compared. */
record MeanOf<T>(T latencyMs, T missedPercent, T energyJ, T costJ) {
    /** The figures of a row. */
    static MeanOf<ToDoubleFunction<RunRow>> row(CostWeights weights) {
        return new MeanOf<>(
                RunRow::latencyMillis,
                row -> row.missed() ? 100 : 0,
                RunRow::energyJoules,
                row -> weights.cost(row.energyJoules(), row.missed()));
    }

    /** Something else of each. */
    <R> MeanOf<R> map(Function<? super T, ? extends R> change) {
        return new MeanOf<>(
                change.apply(latencyMs), change.apply(missedPercent), change.apply(energyJ), change.apply(costJ));
    }
}
