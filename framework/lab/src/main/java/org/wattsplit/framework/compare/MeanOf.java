package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;

/** Something of each figure of a request whose mean is compared. */
record MeanOf<T>(T latencyMs, T missedPercent, T energyJ, T costJ) {
    /** The figures of runs. A run's cost is by its own price of a missed deadline. */
    static MeanOf<Sample> samples(List<RunData> runs) {
        List<@Nullable LoopCourse> courses = new ArrayList<>();
        for (RunData run : runs) {
            double[] arrivals =
                    run.rows().stream().mapToDouble(RunRow::arrivalMillis).toArray();
            courses.add(LoopCourse.of(arrivals, run.manifest().worldLoopMs()));
        }
        return new MeanOf<>(
                Sample.of(values(runs, run -> RunRow::latencyMillis), courses),
                Sample.of(values(runs, run -> row -> row.missed() ? 100 : 0), courses),
                Sample.of(values(runs, run -> RunRow::energyJoules), courses),
                Sample.of(
                        values(runs, run -> {
                            CostWeights weights = run.manifest().weights();
                            return row -> row.cost(weights);
                        }),
                        courses));
    }

    private static double[][] values(List<RunData> runs, Function<RunData, ToDoubleFunction<RunRow>> figure) {
        return runs.stream()
                .map(run -> run.rows().stream().mapToDouble(figure.apply(run)).toArray())
                .toArray(double[][]::new);
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
