package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.report.ComparisonText;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}. */
@Command(
        name = "compare",
        description = "Compare logged runs: figures, 95 %% intervals, paired differences.",
        footer = {
            "",
            "Cost is energy plus the scenario's price of a missed deadline. Intervals are Student's:",
            "over seeds, and over batches of the requests that seeds share; of one seed they say nothing of another",
            "training. Differences are paired request by request. The report is one HTML file that opens offline.",
            "",
            "Examples:",
            "  wattsplit compare runs/first --pareto pareto.json",
            "  wattsplit compare runs/r1 --baseline dynasplit --json comparison.json",
            "  wattsplit compare runs/two --network slimmable --report slimmable.html"
        })
final class CompareCommand extends JsonCommand {

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders with runs in them.")
    private List<Path> folders = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "AGENT",
            description = "The agent that the others are compared with (default: the one of the least cost).")
    private @Nullable String baseline;

    @Option(
            names = "--pareto",
            paramLabel = "FILE",
            description = "The Pareto set that the runs' actions come from, for the report.")
    private @Nullable Path pareto;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "Only requests that ask for this network, where they ask for several (default: all).")
    private @Nullable String network;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the report goes (default: report.html in the first folder; one that is there stays).")
    private @Nullable Path report;

    @Option(names = "--overwrite", description = "Replace an existing report.")
    private boolean overwrite;

    @Option(
            names = "--allow-different",
            paramLabel = "FIELD",
            split = ",",
            description =
                    "Compare though runs differ in this field of what they depend on, or in those that begin so:"
                            + " scenario.weights, dataset, trace, testbed or pareto_set. No agent may be there twice under a seed.")
    private List<String> allowed = List.of();

    @Override
    public Integer call() {
        CompareResult result = CompareJob.run(
                new ComparePlan(folders, baseline, pareto, network, report, overwrite, allowed), context());
        print(out(), result);
        writeJson(result.comparison());
        return 0;
    }

    static void print(PrintWriter out, CompareResult result) {
        out.print(ComparisonText.of(result.comparison()));
        out.println(
                result.kept()
                        ? "kept " + result.report()
                                + ", which an earlier comparison wrote (--overwrite makes it of these runs)"
                        : "wrote " + result.report());
    }
}
