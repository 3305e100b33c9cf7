package org.wattsplit.study.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.wattsplit.framework.agent.AgentException;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.runlog.RunListener;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunLogWriter;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.runlog.VoidRequests;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TestbedFault;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;

/**
 * Runs agents on a scenario and logs every request. Each run is a folder {@code OUT/AGENT/seed-N}; equal seeds give equal
 * logs but for their times, whatever the number of threads, and a job that was cut off goes on and ends in the same files.
 */
public final class EvaluateJob {
    private static final String GOES_ON = "mend it and resume: complete runs are kept";

    private final EvaluatePlan plan;
    private final JobContext context;

    private EvaluateJob(EvaluatePlan plan, JobContext context) {
        this.plan = plan;
        this.context = context;
    }

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan or what it names breaks a rule
     */
    public static EvaluateResult run(EvaluatePlan plan, JobContext context) {
        return new EvaluateJob(plan, context).run();
    }

    /** Where an agent's run lies among runs; one folder is one agent's, by its whole label. */
    public static Path folder(Path runs, String agent, long seed) {
        return RunFolders.of(runs, agent).resolve("seed-" + seed);
    }

    private EvaluateResult run() {
        Dataset dataset = plan.data().dataset();
        String named = plan.workload();
        Workload workload = named == null ? dataset.largestWorkload() : dataset.workload(named);
        Experiment experiment = new Experiment(
                setup(dataset),
                workload.first(plan.requests()),
                plan.actions().set(),
                plan.agents(),
                plan.actionSet(),
                LongStream.range(plan.seed(), plan.seed() + plan.seeds())
                        .boxed()
                        .toList());
        plan.actions().requireUnchanged(experiment.setup());
        plan.actions().masked(experiment.setup()).ifPresent(context.notes());
        plan.actions().elsewhere(experiment.setup()).ifPresent(context.notes());
        if (named == null && dataset.workloads().size() > 1) {
            context.notes()
                    .accept("runs workload " + workload.name() + ", the largest of "
                            + String.join(", ", dataset.workloads().keySet())
                            + " (of equal ones the first by name)");
        }
        int all = workload.requests().size();
        if (plan.requests() > all && plan.requests() != EvaluatePlan.ALL) {
            context.notes().accept("workload " + workload.name() + " has " + all + " requests: all are run");
        }
        int runs = experiment.agents().size() * experiment.seeds().size();
        RunFolders folders = new RunFolders(plan.out(), experiment.agents(), experiment.seeds());
        int kept;
        try (WriteLock mine = folders.claim(plan.existing())) {
            kept = kept(run(experiment, runs));
        } catch (AgentException e) {
            throw e.maybe(GOES_ON);
        } catch (TestbedFault e) {
            throw e.maybe(GOES_ON);
        }
        return new EvaluateResult(
                runs,
                kept,
                experiment.workload().requests().size(),
                experiment.setup().scenario().id(),
                plan.out().toString(),
                plan.live() == null ? List.of() : voided(experiment));
    }

    /** Which requests are void, a line for each run that has some. */
    private List<String> voided(Experiment experiment) {
        List<String> lines = new ArrayList<>();
        for (AgentSpec agent : experiment.agents()) {
            for (long seed : experiment.seeds()) {
                Path run = folder(plan.out(), agent.label(), seed);
                RunManifest manifest = RunLogReader.manifest(run);
                String words = VoidRequests.of(run, manifest).words(manifest);
                if (!words.isEmpty()) {
                    lines.add(words);
                }
            }
        }
        return lines;
    }

    private ScenarioSetup setup(Dataset dataset) {
        EnvironmentProvider provider = plan.scenario().provider(dataset, context.registry());
        plan.scenario().words(dataset, context.registry()).ifPresent(context.notes());
        LiveChoice live = plan.live();
        if (live == null) {
            plan.scenario().borrowed(dataset, context.registry()).ifPresent(context.notes());
            return plan.scenario().setup(provider, dataset, Dynamics.Part.TEST, context.registry());
        }
        return live.named(plan.scenario()
                .setup(live.on(provider, context.registry()), dataset, Dynamics.Part.TEST, context.registry()));
    }

    private static int kept(List<? extends RunListener> logs) {
        return (int) logs.stream().filter(RunListener::alreadyComplete).count();
    }

    private List<? extends RunListener> run(Experiment experiment, int runs) {
        ExperimentRunner runner = new ExperimentRunner(context.producer(), plan.command());
        Function<RunManifest, RunLogWriter> logs = manifest -> plan.existing() == Existing.RESUME
                ? RunLogWriter.resume(folder(manifest), manifest)
                : RunLogWriter.begin(folder(manifest), manifest);
        if (plan.live() == null) {
            try (Progress progress = context.display().begin("running", runs)) {
                return runner.run(experiment, plan.threads(), logs, progress::reached);
            }
        }
        int each = experiment.workload().requests().size();
        context.notes().accept("starting the testbed for " + runs + " runs of " + each + " requests");
        AtomicInteger done = new AtomicInteger();
        try (Progress progress = context.display().begin("requests", (long) runs * each)) {
            return runner.run(
                    experiment,
                    1,
                    manifest ->
                            new CountedListener(logs.apply(manifest), more -> progress.reached(done.addAndGet(more))),
                    finished -> done.set(finished * each));
        }
    }

    private Path folder(RunManifest manifest) {
        return folder(
                plan.out(),
                manifest.agent(),
                Objects.requireNonNull(manifest.header().seed()));
    }
}
