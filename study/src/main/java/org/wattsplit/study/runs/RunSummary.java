package org.wattsplit.study.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.runlog.LiveFigures;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunManifest;

/**
 * What a run was and came to.
 *
 * @param manifest what it was
 * @param figures what it came to; null where it was cut off
 * @param live what its hardware did; null where it was cut off or had none
 */
public record RunSummary(
        RunManifest manifest,
        @Nullable AgentFigures figures,
        @Nullable LiveFigures live) {
    /** The summary of a run's folder. */
    public static RunSummary of(Path folder) {
        RunManifest manifest = RunLogReader.manifest(folder);
        if (!manifest.complete()) {
            return new RunSummary(manifest, null, null);
        }
        AgentFigures figures = Comparison.of(List.of(RunLogReader.read(folder)), null, List.of(), List.of())
                .agents()
                .get(manifest.agent());
        return new RunSummary(
                manifest,
                Objects.requireNonNull(figures),
                LiveFigures.of(folder, manifest).orElse(null));
    }
}
