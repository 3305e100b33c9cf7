package org.wattsplit.framework.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.runlog.RunData;

/**
 * What a report is made from.
 *
 * @param comparison the comparison
 * @param runs the runs that were compared
 * @param curves how learned agents learned
 * @param pareto the Pareto set that the actions come from; null where it is not at hand
 * @param commands the commands that made all of it, in order
 * @param producers the code and machines that made it, each once
 */
public record ReportSource(
        ComparisonResult comparison,
        List<RunData> runs,
        List<LearningCurve> curves,
        @Nullable ParetoSetFile pareto,
        List<String> commands,
        List<Producer> producers) {
    public ReportSource {
        runs = List.copyOf(runs);
        curves = List.copyOf(curves);
        commands = List.copyOf(commands);
        producers = List.copyOf(producers);
    }
}
