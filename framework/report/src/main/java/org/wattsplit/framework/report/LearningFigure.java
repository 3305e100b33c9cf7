package org.wattsplit.framework.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.train.FigureFile;
import org.wattsplit.framework.train.FigureRow;

/**
 * One figure along a training.
 *
 * @param name its name, with its unit where it has one
 * @param points what it was, where there was something to say
 */
public record LearningFigure(String name, List<Point> points) {
    public LearningFigure {
        points = List.copyOf(points);
    }

    /**
     * What a figure was.
     *
     * @param steps steps of training by then
     * @param value its value, finite
     */
    public record Point(long steps, double value) {}

    /** The figures beside a curve, in the order of their file's columns; none where there is no such file. */
    static List<LearningFigure> beside(Path curve) {
        Path file = curve.resolveSibling(FigureFile.NAME);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (FigureRow row : FigureFile.read(file)) {
            row.values().forEach((name, value) -> {
                List<Point> of = points.computeIfAbsent(name, any -> new ArrayList<>());
                if (Double.isFinite(value)) {
                    of.add(new Point(row.steps(), value));
                }
            });
        }
        return points.entrySet().stream()
                .map(figure -> new LearningFigure(figure.getKey(), figure.getValue()))
                .toList();
    }
}
