package org.wattsplit.study.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunManifest;

/**
 * A logged run in a list.
 *
 * @param folder its folder
 * @param scenario the scenario
 * @param dataset the data
 * @param agent the agent
 * @param seed the root seed
 * @param requests its requests
 * @param complete whether it was not cut off
 */
public record RunEntry(
        String folder,
        String scenario,
        String dataset,
        String agent,
        @Nullable Long seed,
        int requests,
        boolean complete) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** As many digits as a seed has at most. */
    private static final int DIGITS = 19;

    /** The runs in a folder and in the folders below it, by folder, with numbers in its name sorted as such. */
    public static List<RunEntry> list(Path folder) {
        List<RunEntry> entries = new ArrayList<>();
        Path base = folder.toAbsolutePath();
        for (Path run : RunLogReader.find(folder)) {
            RunManifest manifest = RunLogReader.manifest(run);
            entries.add(new RunEntry(
                    folder.resolve(base.relativize(run)).toString(),
                    manifest.scenario(),
                    manifest.dataset(),
                    manifest.agent(),
                    manifest.header().seed(),
                    manifest.requests(),
                    manifest.complete()));
        }
        entries.sort(Comparator.comparing(RunEntry::sortedBy));
        return entries;
    }

    /** The folder with zeros before its numbers. */
    private String sortedBy() {
        return NUMBER.matcher(folder)
                .replaceAll(number ->
                        "0".repeat(Math.max(0, DIGITS - number.group().length())) + number.group());
    }
}
