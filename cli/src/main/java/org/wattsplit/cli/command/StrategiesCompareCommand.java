package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.Words;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.reproduce.StrategiesJob;
import org.wattsplit.study.reproduce.StrategiesPlan;
import org.wattsplit.study.reproduce.StrategiesResult;
import org.wattsplit.study.reproduce.StrategyComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code strategies compare}. */
@Command(
        name = "compare",
        description =
                "Compare search strategies at equal budgets, on a measurement table or on a family of made-up ones.",
        footer = {
            "",
            "Every search is judged against the whole table: by its front's hypervolume, by the additive epsilon, and by",
            "what the planner pays in scenario DynaSplit-v1 with the configurations found. The columns hold medians over",
            "the seeds with 95 %% intervals. On 'synthetic-family', each seed is another space (see the documentation",
            "of the data).",
            "",
            "Examples:",
            "  wattsplit strategies compare --data synthetic-family",
            "  wattsplit strategies compare --data ../SPLINTER --budgets 5%%,20%% --seeds 50 --json strategies.json"
        })
final class StrategiesCompareCommand extends JsonCommand {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME|DIR",
            description = "Data with measurements, or synthetic-family.")
    private String data = "";

    @Option(
            names = "--strategies",
            split = ",",
            defaultValue = "surrogate,nsga3,random",
            paramLabel = "NAME",
            description = "Strategies, separated by commas (default ${DEFAULT-VALUE}).")
    private List<String> strategies = List.of();

    @Option(
            names = "--budgets",
            split = ",",
            defaultValue = "5%,20%",
            paramLabel = "N|N%",
            description =
                    "Evaluations, or percentages of the feasible space, rounded up and at least 16 (default 5%%,20%%).")
    private List<String> budgets = List.of();

    @Option(names = "--seed", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", description = "Seeds in a row (default 20).")
    private int seeds = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Searches at a time (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        StrategiesResult result = StrategiesJob.run(
                new StrategiesPlan(
                        data, strategies, budgets.stream().map(Budget::parse).toList(), seed, seeds, threads),
                context());
        print(out(), result);
        writeJson(result);
        return 0;
    }

    private static void print(PrintWriter out, StrategiesResult result) {
        result.budgets().forEach((budget, rows) -> {
            TextTable table = new TextTable(
                    "budget " + budget,
                    "hypervolume ratio",
                    "5th pct",
                    "least",
                    "epsilon",
                    "planner's cost ratio",
                    "below " + rows.get(0).strategy());
            for (StrategyComparison.Row row : rows) {
                Double behind = row.behindFirst();
                table.row(
                        row.strategy(),
                        four(row.hypervolumeRatio()),
                        Figures.four(row.p5()),
                        Figures.four(row.min()),
                        four(row.epsilon()),
                        four(row.plannerCostRatio()),
                        behind == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * behind));
            }
            out.print(table);
        });
        out.println("medians over " + Words.counted(result.seeds().size(), "seed") + " with 95 % intervals, on "
                + result.data());
    }

    private static String four(Interval interval) {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", interval.value(), interval.low(), interval.high());
    }
}
