package org.wattsplit.framework.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;

/** Something of each figure of a request whose mean is compared. */
record MeanOf<T>(T latencyMs, T missedPercent, T energyJ, T costJ) {
    /** The figures of runs: shape (seeds, requests). A run's cost is by its own price of a missed deadline. */
    static MeanOf<Sample> samples(List<RunData> runs) {
        return new MeanOf<>(
                values(runs, run -> RunRow::latencyMillis),
                values(runs, run -> row -> row.missed() ? 100 : 0),
                values(runs, run -> RunRow::energyJoules),
                values(runs, run -> {
                    CostWeights weights = run.manifest().weights();
                    return row -> row.cost(weights);
                }));
    }

    private static Sample values(List<RunData> runs, Function<RunData, ToDoubleFunction<RunRow>> figure) {
        double[][] values = runs.stream()
                .map(run -> run.rows().stream().mapToDouble(figure.apply(run)).toArray())
                .toArray(double[][]::new);
        double[][] chance = new double[values.length][];
        Arrays.setAll(chance, seed -> chance(values[seed], runs.get(seed)));
        return new Sample(values, chance);
    }

    private static double[] chance(double[] values, RunData run) {
        double[] arrivals =
                run.rows().stream().mapToDouble(RunRow::arrivalMillis).toArray();
        return LoopCourse.without(values, arrivals, run.manifest().worldLoopMs());
    }

    /** Something else of each. */
    <R> MeanOf<R> map(Function<? super T, ? extends R> change) {
        return new MeanOf<>(
                change.apply(latencyMs), change.apply(missedPercent), change.apply(energyJ), change.apply(costJ));
    }

    /** Each with another's. */
    MeanOf<T> with(MeanOf<T> other, BinaryOperator<T> combine) {
        return new MeanOf<>(
                combine.apply(latencyMs, other.latencyMs),
                combine.apply(missedPercent, other.missedPercent),
                combine.apply(energyJ, other.energyJ),
                combine.apply(costJ, other.costJ));
    }
}
