package org.wattsplit.study.runs;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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
 * @param byNetwork the same of the requests of each network, where they ask for several; else empty
 * @param live what its hardware did; null where it was cut off or had none
 */
public record RunSummary(
        RunManifest manifest,
        @Nullable AgentFigures figures,
        Map<String, AgentFigures> byNetwork,
        @Nullable LiveFigures live) {
    /** The summary of a run's folder. */
    public static RunSummary of(Path folder) {
        RunManifest manifest = RunLogReader.manifest(folder);
        if (!manifest.complete()) {
            return new RunSummary(manifest, null, Map.of(), null);
        }
        RunData run = RunLogReader.read(folder);
        Map<String, AgentFigures> byNetwork = new TreeMap<>();
        if (run.networks().size() > 1) {
            for (String network : run.networks()) {
                AgentFigures figures = figures(run.ofNetwork(network));
                if (figures != null) {
                    byNetwork.put(network, figures);
                }
            }
        }
        return new RunSummary(
                manifest,
                figures(run),
                Collections.unmodifiableMap(byNetwork),
                LiveFigures.of(folder, manifest).orElse(null));
    }

    private static @Nullable AgentFigures figures(RunData run) {
        boolean any = run.voided().cardinality() < run.rows().size();
        return any ? Comparison.figures(run) : null;
    }
}
