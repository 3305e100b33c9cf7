package org.wattsplit.study.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.LeftOut;
import org.wattsplit.framework.experiment.Dependencies;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.report.LearningCurve;
import org.wattsplit.framework.report.Report;
import org.wattsplit.framework.report.ReportSource;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;

/** Compares logged runs: figures, intervals, paired differences, and a report. */
public final class CompareJob {
    private CompareJob() {}

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan or a file breaks a rule
     */
    public static CompareResult run(ComparePlan plan, JobContext context) {
        @Nullable Path pareto = plan.pareto();
        @Nullable ParetoSetFile paretoSet = pareto == null ? null : ParetoSetFile.read(pareto);
        List<Path> paths = plan.folders().stream()
                .flatMap(folder -> RunLogReader.find(folder).stream())
                .distinct()
                .toList();
        Path asked = plan.report();
        Path page = asked != null ? asked : plan.folders().get(0).resolve("report.html");
        // A report that is kept is not written, nor need that be possible.
        try (WriteLock mine = WriteLock.of(isKept(plan, page) ? List.of() : List.of(page))) {
            if (asked != null) {
                AtomicFile.requireAbsent(asked, plan.replace());
            }
            return run(plan, paretoSet, paths, page, context);
        }
    }

    /** Whether a report that nobody named lies there already. */
    private static boolean isKept(ComparePlan plan, Path page) {
        return plan.report() == null && !plan.replace() && Files.exists(page);
    }

    private static CompareResult run(
            ComparePlan plan, @Nullable ParetoSetFile paretoSet, List<Path> paths, Path page, JobContext context) {
        List<RunData> runs = read(paths, context);
        if (paretoSet != null) {
            requireTheirs(String.valueOf(plan.pareto()), paretoSet, runs);
        }
        List<LearningCurve> curves = LearningCurve.of(runs);
        ComparisonResult comparison = Comparison.of(runs, plan.baseline(), plan.allowed(), LiveNotes.of(paths));
        boolean kept = isKept(plan, page);
        if (!kept) {
            Report.write(
                    page,
                    new ReportSource(
                            comparison,
                            LeftOut.of(runs).runs(),
                            curves,
                            paretoSet,
                            commands(plan, runs, paths, paretoSet),
                            producers(runs)));
        }
        return new CompareResult(comparison, page, kept);
    }

    /** A report that shows another search than the runs' would mislead. */
    private static void requireTheirs(String file, ParetoSetFile paretoSet, List<RunData> runs) {
        String checksum = Dependencies.checksum(paretoSet.toParetoSet());
        InputException.require(
                runs.stream().anyMatch(run -> run.manifest().paretoSet().equals(checksum)),
                "the Pareto set",
                "that of the runs, " + runs.get(0).manifest().paretoSet(),
                checksum + ", of " + file);
    }

    private static List<RunData> read(List<Path> paths, JobContext context) {
        AtomicInteger read = new AtomicInteger();
        try (Progress progress = context.display().begin("reading", paths.size())) {
            return paths.parallelStream()
                    .map(path -> {
                        RunData run = RunLogReader.read(path);
                        progress.reached(read.incrementAndGet());
                        return run;
                    })
                    .toList();
        }
    }

    /** The commands that led here, as far as the files name them. */
    private static List<String> commands(
            ComparePlan plan, List<RunData> runs, List<Path> paths, @Nullable ParetoSetFile paretoSet) {
        Set<String> commands = new LinkedHashSet<>();
        if (paretoSet != null && paretoSet.header().command() != null) {
            commands.add(paretoSet.header().command() + " --out " + plan.pareto());
        }
        runs.stream().map(CompareJob::training).flatMap(Optional::stream).forEach(commands::add);
        for (int i = 0; i < runs.size(); i++) {
            String command = runs.get(i).manifest().header().command();
            Path folder = Objects.requireNonNull(paths.get(i).getParent()).getParent();
            if (command != null && folder != null) {
                Path here = Path.of("").toAbsolutePath();
                commands.add(command + " --out " + (folder.startsWith(here) ? here.relativize(folder) : folder));
            }
        }
        commands.add(plan.command());
        return List.copyOf(commands);
    }

    /** The command that trained a run's policy; empty where it has none, or its file is no longer there. */
    private static Optional<String> training(RunData run) {
        String policy = run.manifest().what().options().get(PolicyFile.OPTION);
        if (policy == null) {
            return Optional.empty();
        }
        Path file = PolicyFile.locate(
                policy, Objects.requireNonNull(run.manifest().header().seed(), "seed"));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        boolean folder = Files.isDirectory(Path.of(policy));
        return Optional.ofNullable(PolicyFile.about(file).header().command())
                .map(command -> folder ? command + " --out " + policy : command);
    }

    private static List<Producer> producers(List<RunData> runs) {
        return runs.stream()
                .map(run -> run.manifest().header().producer())
                .distinct()
                .toList();
    }
}
