package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.cli.output.Figures;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.file.Documents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quickstart}: the whole job by the commands that do its parts, each printed before it runs. */
@Command(
        name = "quickstart",
        description =
                "The whole job in one command: search, train a learner, run agents, compare them, write a report.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  wattsplit quickstart", "  wattsplit quickstart --data data/vgg16 --out runs/vgg16"
        })
final class QuickstartCommand implements Callable<Integer> {
    private static final String LEARNER = "ppo";
    private static final int EVALUATIONS = 15;
    /** Agents whose figures end the job, beside the winner and the learner. */
    private static final List<String> TOLD = List.of("dynasplit", "cloud");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            defaultValue = "pi4-coral-gpu",
            paramLabel = "NAME|DIR",
            description = "What to run on (default pi4-coral-gpu, a bundled model of DynaSplit's testbed).")
    private String data = "pi4-coral-gpu";

    @Option(names = "--model", paramLabel = "NAME", description = "The network, where the data has several.")
    private @Nullable String model;

    @Option(
            names = "--out",
            defaultValue = "runs/quickstart",
            paramLabel = "DIR",
            description = "Folder for all results (default runs/quickstart).")
    private Path out = Path.of("runs/quickstart");

    @Option(
            names = "--steps",
            defaultValue = "60000",
            paramLabel = "N",
            description = "Steps to train the learner ppo for (default 60000); 0 for no learner.")
    private int steps = 60_000;

    @Option(names = "--overwrite", description = "Replace the results of an earlier quickstart.")
    private boolean overwrite;

    @Override
    public Integer call() {
        Require.atLeast("--steps", 0, steps);
        String pareto = out.resolve("pareto.json").toString();
        String runs = out.resolve("runs").toString();
        Path comparison = out.resolve("comparison.json");
        Path report = out.resolve("report.html");
        int status = step(withData("search", "--out", pareto));
        String policies = out.resolve(LEARNER).toString();
        String agents = EvaluateCommand.DEFAULT_AGENTS;
        if (status == 0 && steps > 0) {
            String every = String.valueOf(Math.max(1, steps / EVALUATIONS));
            status = step(withData(
                    "train",
                    "--pareto",
                    pareto,
                    "--agent",
                    LEARNER,
                    "--steps",
                    String.valueOf(steps),
                    "--evaluate-every",
                    every,
                    "--compare-with",
                    "fixed-setting",
                    "--out",
                    policies));
            agents += "," + LEARNER + ":policy=" + policies;
        }
        if (status == 0) {
            status = step(withData("evaluate", "--pareto", pareto, "--agents", agents, "--out", runs));
        }
        if (status == 0) {
            status = step(overwriting(
                    "compare",
                    runs,
                    "--pareto",
                    pareto,
                    "--json",
                    comparison.toString(),
                    "--report",
                    report.toString()));
        }
        if (status == 0) {
            finish(Documents.readJson(comparison, ComparisonResult.class), pareto, runs, report);
        }
        return status;
    }

    /** What was found, where it is, and what to try next. */
    private void finish(ComparisonResult result, String pareto, String runs, Path report) {
        PrintWriter out = spec.commandLine().getOut();
        AgentFigures winner = Objects.requireNonNull(result.agents().get(result.winner()));
        out.println("What was found");
        out.println("  " + String.join(" and ", result.winners())
                + (result.winners().size() > 1 ? " cost least: " : " costs least: ") + Figures.interval(winner.costJ())
                + " J a request, with " + Figures.two(winner.missedPercent().value()) + " % of the deadlines missed");
        for (Map.Entry<String, AgentFigures> entry : result.agents().entrySet()) {
            String agent = entry.getKey();
            AgentFigures other = entry.getValue();
            boolean told = agent.startsWith(LEARNER + ":") || TOLD.contains(agent);
            if (told && !agent.equals(result.winner())) {
                out.println("  " + agent + " costs " + Figures.interval(other.costJ()) + " J, with "
                        + Figures.two(other.missedPercent().value()) + " % missed");
            }
        }
        out.println("Where it is");
        out.println("  " + report + "   open it in a browser: it needs no network");
        out.println("  " + pareto + "   what the search evaluated");
        out.println("  " + runs + "   every request of every agent");
        out.println("What to try next");
        out.println("  ./wattsplit runs show " + EvaluateCommand.folder(Path.of(runs), result.winner(), 1));
        out.println("  ./wattsplit " + String.join(" ", dataWords("evaluate")) + " --pareto " + pareto
                + " --agents dynasplit,dynasplit:margin_ms=137,planner --out runs/margin");
        out.println("  ./wattsplit " + String.join(" ", dataWords("search")) + " --strategy nsga3 --out nsga3.json");
        out.println("  an agent of your own in 30 lines: docs/agents.md");
    }

    private List<String> dataWords(String command) {
        return DataOptions.words(command, data, model);
    }

    private List<String> overwriting(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (overwrite) {
            all.add("--overwrite");
        }
        return all;
    }

    private List<String> withData(String command, String... options) {
        List<String> words = dataWords(command);
        words.addAll(List.of(options));
        return overwriting(words.toArray(String[]::new));
    }

    private int step(List<String> words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("> wattsplit " + String.join(" ", words));
        int status = spec.root().commandLine().execute(words.toArray(String[]::new));
        out.println();
        return status;
    }
}
