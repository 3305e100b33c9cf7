package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.framework.train.TrainingResult;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.train.TrainJob;
import org.wattsplit.study.train.TrainPlan;
import org.wattsplit.study.train.TrainResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}. */
@Command(
        name = "train",
        description = "Train a learner on a scenario; judge it between episodes on requests of its own.",
        footer = {
            "",
            "Trains on generated requests of the distribution of the data's largest workload (--train-on says otherwise),",
            "never on the data's own. Of a scenario's traces to train on, each seed keeps one for validation.",
            "Each seed is a folder OUT/seed-N with best.policy (least cost on",
            "validation requests), last.policy (to resume from), curve.csv and figures.csv.",
            "",
            "Examples:",
            "  wattsplit train --data pi4-coral-gpu --pareto pareto.json --agent ppo --out policies/ppo",
            "  wattsplit train --data pi4-coral-gpu --pareto pareto.json --scenario Field-v1 --agent ppo:entropy=0.02 \\",
            "      --seeds 10 --compare-with dynamic-split --out policies/field",
            "  wattsplit train --data pi4-coral-gpu --pareto pareto.json --scenario Field-v1 --agent ppo:entropy=0.02 \\",
            "      --seeds 10 --compare-with dynamic-split --out policies/field --resume",
            "  wattsplit evaluate --data pi4-coral-gpu --pareto pareto.json \\",
            "      --agents ppo:policy=policies/ppo,planner --out runs/ppo"
        })
final class TrainCommand extends JsonCommand {
    @Mixin
    private RunOnOptions on = new RunOnOptions();

    @Option(
            names = "--agent",
            required = true,
            paramLabel = "NAME[:OPTION=VALUE…]",
            description = "The learner, with options where wanted (see 'wattsplit agents show NAME').")
    private String agent = "";

    @Option(
            names = "--action-set",
            paramLabel = "NAME",
            description =
                    "pareto, pareto-per-setting, pareto-per-part or full; default: pareto-per-part where link or cloud"
                            + " move, else the learner's own.")
    private @Nullable String actionSet;

    @Option(names = "--steps", paramLabel = "N", description = "Steps (default 100000).")
    private int steps = 100_000;

    @Option(
            names = "--horizon",
            paramLabel = "N",
            description =
                    "Requests of a training episode, below 10000 (default 64); steps are rounded up to whole ones.")
    private int horizon = 64;

    @Option(names = "--evaluate-every", paramLabel = "N", description = "Steps between evaluations (default 10000).")
    private int evaluateEvery = 10_000;

    @Option(
            names = "--patience",
            defaultValue = "0",
            paramLabel = "N",
            description = "Stop after N evaluations without a better one (default 0: never).")
    private int patience;

    @Option(
            names = "--warm-start",
            paramLabel = "AGENT",
            description =
                    "Begin by learning from this agent's steps, for example greedy-switching (default: a cold start).")
    private @Nullable String warmStart;

    @Option(
            names = "--compare-with",
            paramLabel = "AGENT",
            description = "Also say what this agent costs on the validation requests, and when the learner reached it.")
    private @Nullable String compareWith;

    @Option(
            names = "--train-on",
            paramLabel = "WORKLOAD",
            description =
                    "Train on requests like those of this workload of the data (default: the one of the most requests, of"
                            + " equal ones the first by name), or on"
                            + " 'published': deadlines as DynaSplit published them, between the data's least and largest.")
    private @Nullable String trainOn;

    @Option(names = "--seed", paramLabel = "N", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", paramLabel = "N", description = "Train under as many seeds in a row (default 1).")
    private int seeds = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at a time (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the policies.")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "Go on where a training was cut off.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace trainings of the same seeds.")
    private boolean overwrite;

    @Override
    public Integer call() {
        Data opened = on.open();
        TrainPlan plan = TrainPlan.of(opened, on.actions(opened), agent, out)
                .withScenario(on.scenario())
                .withActionSet(actionSet == null ? null : ActionSet.Kind.of(actionSet))
                .withSteps(steps, evaluateEvery)
                .withHorizon(horizon)
                .withPatience(patience)
                .withWarmStart(warmStart)
                .withCompared(compareWith)
                .withTrainOn(trainOn)
                .withSeeds(seed, seeds)
                .withThreads(threads)
                .withExisting(Jobs.existing(resume, overwrite))
                .build();
        TrainResult result = TrainJob.run(plan, context());
        print(out(), result, patience);
        out().println("wrote " + out);
        writeJson(result);
        return result.trainings().stream()
                        .anyMatch(training -> training.result().problem() != null)
                ? 1
                : 0;
    }

    static void print(PrintWriter writer, TrainResult trained, int patience) {
        List<TrainingResult> results =
                trained.trainings().stream().map(TrainResult.Training::result).toList();
        UnitScale costs = Units.JOULES.of(trained.trainings().stream()
                .flatMapToDouble(TrainCommand::costs)
                .toArray());
        UnitScale missed =
                Units.PERCENT.ofNumbers(results, result -> result.best().missedPercent());
        for (TrainResult.Training training : trained.trainings()) {
            TrainingResult result = training.result();
            writer.println("seed " + result.seed() + ": " + result.steps() + " steps, best after "
                    + result.best().steps() + ": " + costs.text(result.best().costJoules()) + " a request, "
                    + missed.text(result.best().missedPercent()) + " missed ("
                    + costs.text(result.curve().get(0).costJoules()) + " before training)");
            if (training.compared() != null) {
                Long reached = training.stepsToReach();
                writer.println("  " + trained.compareWith() + " costs "
                        + costs.text(training.compared().costJoules()) + " there; "
                        + (reached == null ? "never reached" : "reached after " + reached + " steps"));
            }
            if (result.problem() != null) {
                writer.println("  stopped: " + result.problem() + "; best.policy and last.policy are from before");
            } else if (result.stopped().equals("patience")) {
                writer.println("  stopped early: " + patience + " evaluations without a better one");
            }
        }
        if (results.size() > 1) {
            double[] best = results.stream()
                    .mapToDouble(result -> result.best().costJoules())
                    .toArray();
            Interval median = MedianInterval.of(best);
            writer.println("median of " + best.length + " seeds: " + costs.text(median.value()) + " ["
                    + costs.cell(median.low()) + ", " + costs.cell(median.high()) + "], worst "
                    + costs.cell(Arrays.stream(best).max().orElseThrow()));
        }
    }

    /** What is told of a training's costs. */
    private static DoubleStream costs(TrainResult.Training training) {
        DoubleStream own = DoubleStream.of(
                training.result().best().costJoules(),
                training.result().curve().get(0).costJoules());
        return training.compared() == null
                ? own
                : DoubleStream.concat(own, DoubleStream.of(training.compared().costJoules()));
    }
}
