package org.wattsplit.framework.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.train.CurveFile;
import org.wattsplit.framework.train.CurvePoint;

/**
 * The curve of a training that an agent's policy comes from.
 *
 * @param agent the agent as the user named it
 * @param file where the curve stands
 * @param points its points, on validation requests
 * @param figures its figures, in the order of their file's columns; empty where there is no such file
 */
public record LearningCurve(String agent, String file, List<CurvePoint> points, List<LearningFigure> figures) {
    public LearningCurve {
        points = List.copyOf(points);
        figures = List.copyOf(figures);
    }

    /**
     * The curves beside the policies of runs, each once; relative paths are the current folder's. A policy without one, as
     * where the training is elsewhere, has none here either.
     */
    public static List<LearningCurve> of(List<RunData> runs) {
        List<LearningCurve> curves = new ArrayList<>();
        Set<Source> seen = new LinkedHashSet<>();
        for (RunData run : runs) {
            RunManifest manifest = run.manifest();
            String policy = manifest.what().options().get(PolicyFile.OPTION);
            if (policy != null) {
                long seed = Objects.requireNonNull(manifest.header().seed(), "seed");
                Path file = PolicyFile.locate(policy, seed).resolveSibling(CurveFile.NAME);
                // One policy may have run under many seeds: its training was one all the same.
                if (Files.isRegularFile(file) && seen.add(new Source(manifest.agent(), file))) {
                    curves.add(new LearningCurve(
                            manifest.agent(), file.toString(), CurveFile.read(file), LearningFigure.beside(file)));
                }
            }
        }
        return curves;
    }

    private record Source(String agent, Path file) {}
}
