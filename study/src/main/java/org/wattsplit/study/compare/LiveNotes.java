package org.wattsplit.study.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.runlog.LiveFigures;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.runlog.VoidRequests;
import org.wattsplit.study.evaluate.LiveChoice;

/** What a reader of runs on hardware must know beside their figures. */
public final class LiveNotes {
    private LiveNotes() {}

    /**
     * Of runs that are complete: a line for each with requests that did not run as chosen, one for each with void ones, and one for
     * all of them; none where none was on hardware.
     */
    public static List<String> of(List<Path> runs) {
        List<String> lines = new ArrayList<>();
        int live = 0;
        for (Path run : runs) {
            RunManifest manifest = RunLogReader.manifest(run);
            Optional<LiveFigures> figures =
                    manifest.complete() && manifest.scenario().startsWith(LiveChoice.PREFIX)
                            ? LiveFigures.of(run, manifest)
                            : Optional.empty();
            live += figures.isPresent() ? 1 : 0;
            if (figures.isPresent() && figures.get().voided() > 0) {
                lines.add("on hardware: " + VoidRequests.of(run, manifest).words(manifest));
            }
            figures.filter(one -> one.fallbacks() > 0)
                    .ifPresent(one -> lines.add("on hardware: " + one.fallbacks() + " of " + manifest.requests()
                            + " requests of " + manifest.agent() + ", seed "
                            + manifest.header().seed() + ", did not run as chosen; the first: " + one.firstFallback()));
        }
        if (live > 1) {
            lines.add(
                    "on hardware: runs follow one another; no interval holds what the machine does otherwise from one to the next");
        }
        return lines;
    }
}
