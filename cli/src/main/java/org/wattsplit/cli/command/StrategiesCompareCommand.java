package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.wattsplit.cli.output.ShownProgress;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.synthetic.SyntheticFamily;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.report.Figures;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.reproduce.StrategyComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strategies compare}. */
@Command(
        name = "compare",
        description =
                "Compare search strategies at equal budgets, on a measurement table or on a family of made-up ones.",
        mixinStandardHelpOptions = true,
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
final class StrategiesCompareCommand implements Callable<Integer> {
    private static final String FAMILY = "synthetic-family";

    @Spec
    private CommandSpec spec;

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
            description = "Evaluations, or percentages of the feasible space, rounded up (default 5%%,20%%).")
    private List<String> budgets = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", defaultValue = "20", description = "Seeds in a row (default 20).")
    private int seeds = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Searches at a time (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private JsonOption json = new JsonOption();

    /** The result as JSON. */
    record Result(String data, List<Long> seeds, Map<String, List<StrategyComparison.Row>> budgets) {}

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw InputException.of("--seeds", "at least 1", seeds);
        }
        if (threads < 1) {
            throw InputException.of("--threads", "at least 1", threads);
        }
        Providers<SearchStrategyProvider> known = Providers.load("the strategy", SearchStrategyProvider.class);
        List<SearchStrategyProvider> providers =
                strategies.stream().map(known::get).toList();
        List<Budget> parsed = budgets.stream().map(Budget::parse).toList();
        LongFunction<Dataset> source;
        if (data.equals(FAMILY)) {
            source = SyntheticFamily::member;
        } else {
            Dataset dataset = DataSource.open(data, null);
            dataset.requireTable();
            source = root -> dataset;
        }
        List<Long> roots = LongStream.range(seed, seed + seeds).boxed().toList();
        Map<String, List<StrategyComparison.Row>> rows = new LinkedHashMap<>();
        int each = seeds * providers.size();
        try (ShownProgress progress = new ShownProgress("searching", (long) each * parsed.size())) {
            for (int i = 0; i < parsed.size(); i++) {
                Budget budget = parsed.get(i);
                int before = i * each;
                rows.put(
                        budget.text(),
                        StrategyComparison.run(
                                source,
                                providers,
                                dataset -> budget.evaluations(dataset.space()),
                                roots,
                                threads,
                                done -> progress.accept(before + done)));
            }
        }
        Result result = new Result(data, roots, rows);
        print(spec.commandLine().getOut(), result);
        json.write(result);
        return 0;
    }

    private static void print(PrintWriter out, Result result) {
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
        out.println("medians over " + result.seeds().size() + " seeds with 95 % intervals, on " + result.data());
    }

    private static String four(Interval interval) {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", interval.value(), interval.low(), interval.high());
    }
}
