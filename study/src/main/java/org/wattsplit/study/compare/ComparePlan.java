package org.wattsplit.study.compare;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.study.job.CommandText;

/**
 * Which runs are compared, and how.
 *
 * @param folders folders with runs in them, at least one
 * @param baseline the agent that the others are compared with; null for the one of the least cost
 * @param pareto the file of the Pareto set that the runs' actions come from, for the report; null where it is not at hand
 * @param report where the report goes; null for {@code report.html} in the first folder, where one that is there stays
 * @param replace whether a report that is there is replaced
 */
public record ComparePlan(
        List<Path> folders,
        @Nullable String baseline,
        @Nullable Path pareto,
        @Nullable Path report,
        boolean replace) {
    public ComparePlan {
        folders = List.copyOf(Check.notEmpty("the folders", folders));
    }

    /** A plan with the usual choices. */
    public static ComparePlan of(Path folder, @Nullable Path pareto) {
        return new ComparePlan(List.of(folder), null, pareto, null, false);
    }

    /** The same with another baseline; null for the agent of the least cost. */
    public ComparePlan withBaseline(@Nullable String agent) {
        return new ComparePlan(folders, agent, pareto, report, replace);
    }

    /** The same with a report that goes elsewhere, and replaces what is there where that is wanted. */
    public ComparePlan withReport(Path file, boolean replaced) {
        return new ComparePlan(folders, baseline, pareto, file, replaced);
    }

    /** The command that does the same. */
    public String command() {
        CommandText text = CommandText.of("compare");
        folders.forEach(text::word);
        return String.valueOf(text.option("--baseline", baseline)
                .option("--pareto", pareto)
                .option("--report", report)
                .flag("--overwrite", replace)
                .text());
    }
}
