package org.wattsplit.study.runs;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.runlog.LiveFigures;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunManifest;

/**
 * What a run was and came to.
 *
 * @param manifest what it was
 * @param figures what it came to, without void requests; null where it was cut off, or all are void
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
        RunData run = RunLogReader.read(folder);
        boolean any = run.voided().cardinality() < run.rows().size();
        return new RunSummary(
                manifest,
                any ? Comparison.figures(run) : null,
                LiveFigures.of(folder, manifest).orElse(null));
    }
}
