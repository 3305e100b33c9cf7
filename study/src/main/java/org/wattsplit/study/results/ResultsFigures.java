package org.wattsplit.study.results;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.results.ScenarioResults;
import org.wattsplit.study.train.TrainResult;
import org.wattsplit.study.train.TrainResult.Training;

/** Trainings in the figures of the page. */
final class ResultsFigures {
    private ResultsFigures() {}

    static ScenarioResults.TrainingFigures of(TrainResult result) {
        List<Training> trainings = result.trainings();
        // Of a training that was cut off and resumed, only the rest was timed.
        List<Training> whole =
                trainings.stream().filter(training -> !training.resumed()).toList();
        return new ScenarioResults.TrainingFigures(
                trainings.size(),
                trainings.stream()
                        .mapToLong(training -> training.result().steps())
                        .max()
                        .orElseThrow(),
                whole.isEmpty() ? Double.NaN : median(whole, Training::cpuSeconds),
                whole.stream().mapToDouble(Training::cpuSeconds).max().orElse(Double.NaN),
                median(trainings, training -> training.result().curve().get(0).costJoules()),
                median(trainings, training -> training.result().best().costJoules()));
    }

    static ScenarioResults.StartFigures ofStart(TrainResult result) {
        List<Training> trainings = result.trainings();
        double[] reached = trainings.stream()
                .map(Training::stepsToReach)
                .mapToDouble(reachedAfter -> reachedAfter == null ? Double.POSITIVE_INFINITY : reachedAfter)
                .toArray();
        return new ScenarioResults.StartFigures(
                Objects.requireNonNull(result.compareWith()),
                MedianInterval.of(reached),
                (int) Arrays.stream(reached).filter(Double::isFinite).count(),
                trainings.size(),
                median(trainings, training -> training.result().curve().get(0).costJoules()),
                median(trainings, training -> training.result().best().costJoules()));
    }

    private static double median(List<Training> trainings, ToDoubleFunction<Training> figure) {
        return Median.withDefaults()
                .evaluate(trainings.stream().mapToDouble(figure).toArray());
    }
}
