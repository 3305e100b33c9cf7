package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.Host;
import org.wattsplit.cli.output.Progress;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.train.CurvePoint;
import org.wattsplit.framework.train.Trainer;
import org.wattsplit.framework.train.TrainingPlan;
import org.wattsplit.framework.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}. */
@Command(
        name = "train",
        description = "Train a learner on a scenario; judge it between episodes on requests of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Trains on generated requests (the published Weibull deadlines between the least and the largest of the",
            "data's), never on the data's own. Of a scenario's traces to train on, each seed keeps one for validation.",
            "Each seed is a folder OUT/seed-N with best.policy (least cost on",
            "validation requests), last.policy (to resume from) and curve.csv.",
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
final class TrainCommand implements Callable<Integer> {
    /** Requests of a validation episode. */
    private static final int VALIDATION = 10_000;
    /** Requests to train on, where the data has fewer. */
    private static final int LEAST_REQUESTS = 10_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--pareto",
            required = true,
            paramLabel = "FILE",
            description = "The seed Pareto set from a search.")
    private Path pareto = Path.of("");

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    @Option(
            names = "--agent",
            required = true,
            paramLabel = "NAME[:OPTION=VALUE…]",
            description = "The learner, with options where wanted (see 'wattsplit agents list').")
    private String agent = "";

    @Option(
            names = "--action-set",
            paramLabel = "NAME",
            description =
                    "pareto, pareto-per-setting, pareto-per-part or full; default: pareto-per-part where link or cloud"
                            + " move, else the learner's own.")
    private @Nullable String actionSet;

    @Option(names = "--steps", defaultValue = "100000", paramLabel = "N", description = "Steps (default 100000).")
    private int steps = 100_000;

    @Option(
            names = "--horizon",
            defaultValue = "64",
            paramLabel = "N",
            description =
                    "Requests of a training episode, below 10000 (default 64); steps are rounded up to whole ones.")
    private int horizon = 64;

    @Option(
            names = "--evaluate-every",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Steps between evaluations (default 10000).")
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

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "Train under as many seeds in a row (default 1).")
    private int seeds = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at a time (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the policies.")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "Go on where a training was cut off.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace trainings of the same seeds.")
    private boolean overwrite;

    @Mixin
    private JsonOption json = new JsonOption();

    /**
     * The result as JSON.
     *
     * @param command the command, without what does not change its result
     * @param compareWith the agent of {@code --compare-with}; null without
     */
    record Result(
            String command,
            String agent,
            String scenario,
            String actionSet,
            int actions,
            @Nullable String compareWith,
            List<Training> trainings) {}

    /**
     * One seed's training.
     *
     * @param resumed whether an earlier invocation did a part of it
     * @param cpuSeconds processor time that this invocation spent on it, evaluations included
     * @param compared what the agent of {@code --compare-with} costs on the same validation requests; null without
     */
    record Training(
            TrainingResult result,
            boolean resumed,
            double cpuSeconds,
            @Nullable CurvePoint compared) {
        /** Steps after which the learner first cost no more than the compared agent; null where it never did. */
        @Nullable
        Long stepsToReach() {
            if (compared == null) {
                return null;
            }
            return result.curve().stream()
                    .filter(point -> point.costJoules() <= compared.costJoules())
                    .map(CurvePoint::steps)
                    .findFirst()
                    .orElse(null);
        }
    }

    @Override
    public Integer call() {
        Require.atLeast("--seeds", 1, seeds);
        Require.atLeast("--threads", 1, threads);
        Require.atLeast("--steps", 1, steps);
        Require.atLeast("--evaluate-every", 1, evaluateEvery);
        Require.atLeast("--patience", 0, patience);
        if (horizon < 1 || horizon >= LEAST_REQUESTS) {
            throw InputException.of("--horizon", "at least 1 and below " + LEAST_REQUESTS, horizon);
        }
        Dataset dataset = data.open();
        AgentSpec named = AgentSpec.parse(agent);
        AgentProvider provider = Providers.load("an agent", AgentProvider.class).get(named.name());
        if (!(provider instanceof LearnerProvider learner)) {
            throw InputException.of("--agent", "a learner", named.name() + ", which has nothing to learn");
        }
        Map<String, String> options = new TreeMap<>(named.options());
        for (String option : options.keySet()) {
            if (!learner.options().contains(option)) {
                throw InputException.unknown("an option of agent " + named.name(), option, learner.options());
            }
        }
        if (learner.options().contains("steps")) {
            options.putIfAbsent("steps", String.valueOf(steps));
        }
        ScenarioSetup setup = scenario.setup(dataset, Dynamics.Part.TRAIN);
        ActionSet.Kind kind = actionSet != null
                ? ActionSet.Kind.of(actionSet)
                : setup.scenario().dynamics().movesRemote() ? ActionSet.Kind.PARETO_PER_PART : learner.actionSet();
        ActionSet actions = ActionSet.of(ParetoSetFile.read(pareto).toParetoSet(), kind);
        List<TrainingPlan> plans = new ArrayList<>();
        for (long one = seed; one < seed + seeds; one++) {
            Path folder = folder(one);
            if (!resume && !overwrite && Files.exists(folder)) {
                throw InputException.of("the output", "a path where nothing is", folder + ", which exists")
                        .maybe("name another path, add --resume to go on with it, or add --overwrite");
            }
            RandomStreams streams = RandomStreams.of(one);
            List<NetworkTrace> heldOut = heldOut(setup.traces(), one);
            plans.add(new TrainingPlan(
                    heldOut.isEmpty() ? setup : setup.following(without(setup.traces(), heldOut)),
                    heldOut.isEmpty() ? setup : setup.following(heldOut),
                    actions,
                    kind,
                    requests(dataset, "training", streams.seed("training requests")),
                    requests(dataset, "validation", streams.seed("validation requests"))
                            .first(VALIDATION),
                    learner,
                    options,
                    warmStart,
                    one,
                    steps,
                    horizon,
                    evaluateEvery,
                    patience));
        }
        if (resume && !learner.resumesExactly()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "wattsplit: " + learner.name()
                                    + " goes on from its last checkpoint with an empty memory: not as if it had not been cut off");
        }
        List<Training> trainings = train(plans);
        print(trainings);
        json.write(new Result(
                Words.withoutAsides(spec),
                named.toString(),
                setup.scenario().id(),
                kind.label(),
                actions.size(),
                compareWith,
                trainings));
        return trainings.stream().anyMatch(training -> training.result().problem() != null) ? 1 : 0;
    }

    /**
     * The trace to judge on, another one for each seed: on a trace that was trained on, what was learned of that trace
     * looks like what was learned of the scenario. Empty where there are no two.
     */
    private static List<NetworkTrace> heldOut(List<NetworkTrace> traces, long seed) {
        return traces.size() < 2 ? List.of() : List.of(traces.get(Math.floorMod(seed, traces.size())));
    }

    private static List<NetworkTrace> without(List<NetworkTrace> traces, List<NetworkTrace> left) {
        return traces.stream().filter(trace -> !left.contains(trace)).toList();
    }

    /** As many requests as the largest of the data's workloads has, with deadlines as published between its bounds. */
    static Workload requests(Dataset dataset, String name, long requestSeed) {
        List<Request> own = dataset.largestWorkload().requests();
        double least = own.stream().mapToDouble(Request::deadlineMillis).min().orElseThrow();
        double largest = own.stream().mapToDouble(Request::deadlineMillis).max().orElseThrow();
        return WorkloadGenerator.generate(
                name,
                dataset.model(),
                Math.max(LEAST_REQUESTS, own.size()),
                new Deadlines.PublishedWeibull(least, largest),
                new Arrivals.ClosedLoop(),
                requestSeed);
    }

    private Path folder(long one) {
        return out.resolve("seed-" + one);
    }

    private List<Training> train(List<TrainingPlan> plans) {
        String command = Words.withoutAsides(spec);
        Producer producer = Host.producer();
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, plans.size()));
        AtomicLong done = new AtomicLong();
        try (Progress progress = new Progress("training", (long) steps * plans.size())) {
            List<Future<Training>> futures = new ArrayList<>();
            for (TrainingPlan plan : plans) {
                futures.add(executor.submit(() -> {
                    long[] before = {0};
                    CurvePoint compared = compareWith == null ? null : Trainer.judge(plan, compareWith);
                    boolean resumed = resume && Files.exists(folder(plan.seed()));
                    long begun = THREADS.getCurrentThreadCpuTime();
                    TrainingResult result = Trainer.run(plan, folder(plan.seed()), producer, command, resume, now -> {
                        progress.accept((int) done.addAndGet(now - before[0]));
                        before[0] = now;
                    });
                    return new Training(result, resumed, (THREADS.getCurrentThreadCpuTime() - begun) / 1e9, compared);
                }));
            }
            List<Training> results = new ArrayList<>();
            for (Future<Training> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private void print(List<Training> trainings) {
        PrintWriter writer = spec.commandLine().getOut();
        List<TrainingResult> results = trainings.stream().map(Training::result).toList();
        for (Training training : trainings) {
            TrainingResult result = training.result();
            writer.printf(
                    Locale.ROOT,
                    "seed %d: %d steps, best after %d: %.2f J a request, %.2f %% missed (%.2f J before training)%n",
                    result.seed(),
                    result.steps(),
                    result.best().steps(),
                    result.best().costJoules(),
                    result.best().missedPercent(),
                    result.curve().get(0).costJoules());
            if (training.compared() != null) {
                Long reached = training.stepsToReach();
                writer.printf(
                        Locale.ROOT,
                        "  %s costs %.2f J there; %s%n",
                        compareWith,
                        training.compared().costJoules(),
                        reached == null ? "never reached" : "reached after " + reached + " steps");
            }
            if (result.problem() != null) {
                writer.println("  stopped: " + result.problem() + "; best.policy and last.policy are from before");
            } else if (result.stopped().equals("patience")) {
                writer.println("  stopped early: " + patience + " evaluations without a better one");
            }
        }
        if (results.size() > 1) {
            double[] costs = results.stream()
                    .mapToDouble(result -> result.best().costJoules())
                    .toArray();
            writer.printf(
                    Locale.ROOT,
                    "median of %d seeds: %.2f J [%.2f, %.2f], worst %.2f%n",
                    costs.length,
                    MedianInterval.of(costs).value(),
                    MedianInterval.of(costs).low(),
                    MedianInterval.of(costs).high(),
                    results.stream()
                            .map(TrainingResult::best)
                            .max(Comparator.comparingDouble(point -> point.costJoules()))
                            .orElseThrow()
                            .costJoules());
        }
        writer.println("wrote " + out);
    }
}
