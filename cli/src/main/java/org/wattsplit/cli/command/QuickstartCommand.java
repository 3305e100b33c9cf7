package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.evaluate.EvaluateResult;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.quickstart.QuickstartJob;
import org.wattsplit.study.quickstart.QuickstartPlan;
import org.wattsplit.study.quickstart.QuickstartText;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.search.SearchResult;
import org.wattsplit.study.train.TrainPlan;
import org.wattsplit.study.train.TrainResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quickstart}: the whole job; each part is printed as the command that does the same before it runs. */
@Command(
        name = "quickstart",
        description =
                "The whole job in one command: search, train a learner, run agents, compare them, write a report.",
        footer = {"", "Examples:", "  wattsplit quickstart", "  wattsplit quickstart --data data/vgg16 --out runs/vgg16"
        })
final class QuickstartCommand extends PrintingCommand {
    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "What to run on (default pi4-coral-gpu, a bundled model of DynaSplit's testbed).")
    private String data = "pi4-coral-gpu";

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The network, where the data has several. --model is its deprecated name.")
    private @Nullable String network;

    @Mixin
    private HeldOptions held = new HeldOptions();

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for all results (default runs/quickstart).")
    private Path out = Path.of("runs/quickstart");

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps to train the learner ppo for (default 60000); 0 for no learner.")
    private int steps = 60_000;

    @Option(names = "--overwrite", description = "Replace the results of an earlier quickstart.")
    private boolean overwrite;

    @Override
    public Integer call() {
        PrintWriter writer = out();
        QuickstartPlan plan = new QuickstartPlan(
                Data.open(data, network),
                held.values(),
                scenario.choice(),
                steps,
                out,
                Jobs.existing(false, overwrite));
        CompareResult compared = QuickstartJob.run(plan, context(), new Teller(writer));
        Documents.writeJson(out.resolve("comparison.json"), compared.comparison());
        writer.print(QuickstartText.of(plan, compared));
        return 0;
    }

    /** Prints each part as the command that does the same, and then what came of it. */
    private record Teller(PrintWriter out) implements QuickstartJob.Listener {
        private void begin(@Nullable String command) {
            out.println("> " + command);
            out.flush();
        }

        private void wrote(@Nullable Path path) {
            out.println("wrote " + path);
            out.println();
            out.flush();
        }

        @Override
        public void searching(SearchPlan plan) {
            begin(plan.wholeCommand());
        }

        @Override
        public void searched(SearchPlan plan, SearchResult result) {
            SearchCommand.print(out, result);
            wrote(plan.out());
        }

        @Override
        public void training(TrainPlan plan) {
            begin(plan.wholeCommand());
        }

        @Override
        public void trained(TrainPlan plan, TrainResult result) {
            TrainCommand.print(out, result, plan.patience());
            wrote(plan.out());
        }

        @Override
        public void evaluating(EvaluatePlan plan) {
            begin(plan.wholeCommand());
        }

        @Override
        public void evaluated(EvaluatePlan plan, EvaluateResult result) {
            EvaluateCommand.print(out, result);
            out.println();
            out.flush();
        }

        @Override
        public void comparing(ComparePlan plan) {
            begin(plan.command());
        }

        @Override
        public void compared(ComparePlan plan, CompareResult result) {
            CompareCommand.print(out, result);
            out.println();
        }
    }
}
