package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.report.Words;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.LiveNotes;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.evaluate.EvaluateResult;
import org.wattsplit.study.evaluate.UsualAgents;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}. */
@Command(
        name = "evaluate",
        description = "Run agents on a scenario and log every request.",
        footer = {
            "",
            "Each run is a folder OUT/AGENT/seed-N with run.json, requests.csv (one row per request) and timing.csv.",
            "Equal seeds give equal run.json and requests.csv, byte for byte, whatever the number of threads.",
            "",
            "A command that was cut off goes on with --resume: its files end as if it had not been.",
            "",
            "Examples:",
            "  wattsplit evaluate --data pi4-coral-gpu --pareto pareto.json --out runs/model",
            "  wattsplit evaluate --data data/vgg16 --pareto pareto.json --out runs/r1",
            "  wattsplit evaluate --data data/vgg16 --pareto pareto.json --scenario DynaSplitFree-v1 \\",
            "      --agents cloud,dynasplit,dynasplit:margin_ms=137 --out runs/free",
            "  wattsplit evaluate --data pi4-coral-gpu --pareto pareto.json --scenario Field-v1 --seeds 3 \\",
            "      --agents best=ppo:policy=policies/field,dynamic-split,relaxed --out runs/field",
            "A learner is named with what it learned: policy=FILE, or policy=DIR for DIR/seed-N/best.policy of each seed.",
            "With :learn=true after it, it goes on learning; learned.policy beside the run's log keeps what it learned."
        })
final class EvaluateCommand extends JsonCommand {
    @Mixin
    private RunOnOptions on = new RunOnOptions();

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Option(
            names = "--agents",
            paramLabel = "[ALIAS=]NAME[:OPTION=VALUE]",
            description =
                    "Agents, separated by commas (a comma in a value is written twice), or a YAML file of agents; runs and"
                            + " tables call an agent by its alias; 'wattsplit agents show NAME' has its options (default"
                            + " those of cloud, edge, dynasplit, greedy-switching, fixed-setting, held-split,"
                            + " myopic-cost, planner and clairvoyant that the data has enough for; where the world moves"
                            + " also dynamic-split and relaxed).")
    private List<String> agents = List.of();

    @Option(
            names = "--action-set",
            paramLabel = "NAME",
            description =
                    "pareto, pareto-per-setting, pareto-per-part or full for all agents; default: each agent's own,"
                            + " and a policy's the one that it was trained with.")
    private @Nullable String actionSet;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "The workload (default: the one of the most requests, of equal ones the first by name; see"
                    + " 'wattsplit datasets describe').")
    private @Nullable String workload;

    @Option(names = "--requests", paramLabel = "N", description = "Only the first N requests.")
    private int requests = EvaluatePlan.ALL;

    @Option(names = "--seed", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", description = "Runs under as many seeds in a row (default 1).")
    private int seeds = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Runs at a time (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the run logs.")
    private Path out = Path.of("");

    @Option(
            names = "--resume",
            description = "Keep what is complete, go on with runs that were cut off, and begin those that are missing.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace runs of the same agents and seeds.")
    private boolean overwrite;

    @Option(
            names = "--report",
            paramLabel = "HTML",
            description = "At the end compare all runs in OUT, and write that report, too.")
    private @Nullable Path report;

    @Override
    public Integer call() {
        JobContext context = context();
        Data opened = on.open();
        Existing existing = Jobs.existing(resume, overwrite);
        if (report != null) {
            existing.require(report);
        }
        Actions actions = on.actions(opened);
        Optional<ActionSet.Kind> kind = Optional.ofNullable(actionSet).map(ActionSet.Kind::of);
        EvaluatePlan plan = EvaluatePlan.of(
                        opened, actions, agents.isEmpty() ? usual(opened, actions, kind, context) : named(), out)
                .withScenario(on.scenario())
                .withLive(live.choice())
                .withActionSet(kind.orElse(null))
                .withWorkload(workload)
                .withRequests(requests)
                .withSeeds(seed, seeds)
                .withThreads(threads)
                .withExisting(existing)
                .build();
        EvaluateResult result = EvaluateJob.run(plan, context);
        PrintWriter writer = out();
        print(writer, result);
        writeJson(result);
        if (report == null) {
            writer.println("next: wattsplit compare " + out);
            LiveNotes.of(RunLogReader.find(out)).forEach(writer::println);
            return status(result);
        }
        ComparePlan compare = ComparePlan.of(out, actions.file())
                .withReport(report, existing != Existing.REFUSE)
                .build();
        try {
            CompareCommand.print(writer, CompareJob.run(compare, context));
        } catch (InputException e) {
            if (result.voided().isEmpty()) {
                throw e;
            }
            context.notes().accept("no report: " + e.getMessage());
        }
        return status(result);
    }

    /** Void requests are said last, and are no success: the log stays. */
    private int status(EvaluateResult result) {
        result.voided().forEach(line -> err().println("wattsplit: " + line));
        return result.voided().isEmpty() ? 0 : 1;
    }

    private List<String> usual(Data opened, Actions actions, Optional<ActionSet.Kind> kind, JobContext context) {
        return UsualAgents.of(
                actions,
                kind,
                on.scenario().provider(opened.dataset(), context.registry()).scenario(),
                live.choice() != null,
                context);
    }

    private List<String> named() {
        return agents.stream().flatMap(list -> AgentSpec.split(list).stream()).toList();
    }

    static void print(PrintWriter writer, EvaluateResult result) {
        int written = result.runs() - result.kept();
        writer.println("wrote " + Words.counted(written, "run") + " of " + Words.counted(result.requests(), "request")
                + (written == 1 ? "" : " each") + " to " + result.out()
                + (result.kept() == 0
                        ? ""
                        : ", kept " + result.kept() + " that " + (result.kept() == 1 ? "was" : "were") + " complete"));
    }
}
