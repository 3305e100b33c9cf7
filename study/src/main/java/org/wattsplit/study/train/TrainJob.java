package org.wattsplit.study.train;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.experiment.Tasks;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.train.CurvePoint;
import org.wattsplit.framework.train.Trainer;
import org.wattsplit.framework.train.TrainingPlan;
import org.wattsplit.framework.train.TrainingResult;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;

/**
 * Trains a learner under one or more seeds: on generated requests of the distribution of the data's largest workload, never
 * on the data's own. Of a scenario's traces to train on, each seed keeps one for
 * validation. Each seed is a folder {@code OUT/seed-N}.
 */
public final class TrainJob {
    /** Requests of a validation episode. */
    private static final int VALIDATION = 10_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TrainPlan plan;
    private final JobContext context;

    private TrainJob(TrainPlan plan, JobContext context) {
        this.plan = plan;
        this.context = context;
    }

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or what it names breaks a rule
     */
    public static TrainResult run(TrainPlan plan, JobContext context) {
        List<Path> folders = LongStream.range(plan.seed(), plan.seed() + plan.seeds())
                .mapToObj(seed -> folder(plan, seed))
                .toList();
        folders.forEach(AtomicFile::requireNoLink);
        try (WriteLock mine = WriteLock.of(folders)) {
            folders.forEach(plan.existing()::require);
            return new TrainJob(plan, context).run();
        }
    }

    /** The learner of a name; refuses what has nothing to learn, and options that it does not know. */
    public static LearnerProvider learner(AgentSpec named, Registry registry) {
        InputException.require(named.alias() == null, "the agent to train", "named without an alias", named);
        AgentProvider provider = registry.of("an agent", AgentProvider.class).get(named.name());
        if (!(provider instanceof LearnerProvider learner)) {
            throw InputException.of("the agent to train", "a learner", named.name() + ", which has nothing to learn");
        }
        named.requireOptions(learner.options());
        return learner;
    }

    private TrainResult run() {
        Dataset dataset = plan.data().dataset();
        LearnerProvider learner = learner(plan.learner(), context.registry());
        Map<String, String> options = new TreeMap<>(plan.learner().options());
        if (learner.options().contains("steps")) {
            options.putIfAbsent("steps", String.valueOf(plan.steps()));
        }
        ScenarioSetup setup = plan.scenario().setup(dataset, Dynamics.Part.TRAIN, context.registry());
        plan.actions().requireUnchanged(setup);
        plan.actions().masked(setup).ifPresent(context.notes());
        plan.actions().elsewhere(setup).ifPresent(context.notes());
        ActionSet.Kind kind = plan.actionSet()
                .orElse(
                        setup.scenario().dynamics().movesParts()
                                ? ActionSet.Kind.PARETO_PER_PART
                                : learner.actionSet());
        ActionSet actions = ActionSet.of(plan.actions().set(), kind);
        List<TrainingPlan> plans = new ArrayList<>();
        for (long seed = plan.seed(); seed < plan.seed() + plan.seeds(); seed++) {
            plans.add(plan(setup, actions, kind, learner, options, seed));
        }
        if (plan.existing() == Existing.RESUME && !learner.resumesExactly()) {
            context.notes()
                    .accept(
                            learner.name()
                                    + " goes on from its last checkpoint with an empty memory: not as if it had not been cut off");
        }
        plan.scenario().words(plan.data().dataset(), context.registry()).ifPresent(context.notes());
        plan.scenario().borrowed(plan.data().dataset(), context.registry()).ifPresent(context.notes());
        context.notes()
                .accept("trains on requests "
                        + (TrainPlan.PUBLISHED.equals(plan.trainOn())
                                ? "with deadlines as DynaSplit published them"
                                : "like those of workload " + trainedOn().name())
                        + ", drawn anew");
        return new TrainResult(
                plan.command(),
                plan.learner().toString(),
                setup.scenario().id(),
                kind.label(),
                actions.size(),
                plan.compareWith(),
                train(plans));
    }

    private TrainingPlan plan(
            ScenarioSetup setup,
            ActionSet actions,
            ActionSet.Kind kind,
            LearnerProvider learner,
            Map<String, String> options,
            long seed) {
        RandomStreams streams = RandomStreams.of(seed);
        List<NetworkTrace> heldOut = heldOut(setup.traces(), seed);
        return new TrainingPlan(
                heldOut.isEmpty() ? setup : setup.following(without(setup.traces(), heldOut)),
                heldOut.isEmpty() ? setup : setup.following(heldOut),
                actions,
                kind,
                requests("training", streams.seed("training requests")),
                requests("validation", streams.seed("validation requests")).first(VALIDATION),
                learner,
                options,
                plan.warmStart(),
                seed,
                plan.steps(),
                plan.horizon(),
                plan.evaluateEvery(),
                plan.patience());
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

    /** As many requests as the workload has, of the distribution of deadlines and arrivals that the plan says. */
    private Workload requests(String name, long requestSeed) {
        Dataset dataset = plan.data().dataset();
        Workload own = trainedOn();
        int count = Math.max(TrainPlan.LEAST_REQUESTS, own.requests().size());
        if (!TrainPlan.PUBLISHED.equals(plan.trainOn())) {
            return WorkloadGenerator.like(own, name, count, requestSeed);
        }
        DoubleSummaryStatistics deadlines =
                own.requests().stream().mapToDouble(Request::deadlineMillis).summaryStatistics();
        return WorkloadGenerator.generate(
                name,
                dataset.model(),
                count,
                new Deadlines.PublishedWeibull(deadlines.getMin(), deadlines.getMax()),
                new Arrivals.ClosedLoop(),
                requestSeed);
    }

    private Workload trainedOn() {
        Dataset dataset = plan.data().dataset();
        String name = plan.trainOn();
        return name == null || name.equals(TrainPlan.PUBLISHED) ? dataset.largestWorkload() : dataset.workload(name);
    }

    private static Path folder(TrainPlan plan, long seed) {
        return plan.out().resolve("seed-" + seed);
    }

    private List<TrainResult.Training> train(List<TrainingPlan> plans) {
        AtomicLong done = new AtomicLong();
        try (Progress progress = context.display().begin("training", (long) plan.steps() * plans.size())) {
            List<Callable<TrainResult.Training>> trainings = new ArrayList<>();
            for (TrainingPlan one : plans) {
                trainings.add(() -> train(one, done, progress));
            }
            return Tasks.run(plan.threads(), trainings);
        }
    }

    private TrainResult.Training train(TrainingPlan one, AtomicLong done, Progress progress) {
        long[] before = {0};
        @Nullable String beside = plan.compareWith();
        CurvePoint compared = beside == null ? null : Trainer.judge(one, beside);
        boolean resume = plan.existing() == Existing.RESUME;
        boolean resumed = resume && Files.exists(folder(plan, one.seed()));
        long begun = THREADS.getCurrentThreadCpuTime();
        TrainingResult result =
                Trainer.run(one, folder(plan, one.seed()), context.producer(), plan.command(), resume, now -> {
                    progress.reached(done.addAndGet(now - before[0]));
                    before[0] = now;
                });
        return new TrainResult.Training(result, resumed, (THREADS.getCurrentThreadCpuTime() - begun) / 1e9, compared);
    }
}
