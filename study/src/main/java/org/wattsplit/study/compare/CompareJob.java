package org.wattsplit.study.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
        @Nullable ParetoSetFile whole = pareto == null ? null : ParetoSetFile.read(pareto);
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
            return run(plan, whole, paths, page, context);
        }
    }

    /** Whether a report that nobody named lies there already. */
    private static boolean isKept(ComparePlan plan, Path page) {
        return plan.report() == null && !plan.replace() && Files.exists(page);
    }

    private static CompareResult run(
            ComparePlan plan, @Nullable ParetoSetFile whole, List<Path> paths, Path page, JobContext context) {
        List<RunData> all = read(paths, context);
        @Nullable String network = plan.network();
        List<RunData> runs = network == null
                ? all
                : all.stream().map(run -> run.ofNetwork(network)).toList();
        @Nullable ParetoSetFile paretoSet = whole == null ? null : theirs(String.valueOf(plan.pareto()), whole, runs);
        List<LearningCurve> curves = LearningCurve.of(runs);
        ComparisonResult comparison = Comparison.of(runs, plan.baseline(), plan.allowed(), caveats(plan, all, paths));
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

    private static List<String> caveats(ComparePlan plan, List<RunData> all, List<Path> paths) {
        List<String> caveats = new ArrayList<>();
        SortedSet<String> networks = new TreeSet<>();
        all.forEach(run -> networks.addAll(run.networks()));
        if (plan.network() != null && networks.size() > 1) {
            caveats.add("only requests that ask for network " + plan.network() + "; the others are left out");
        } else if (networks.size() > 1) {
            caveats.add("requests ask for networks " + String.join(", ", networks)
                    + ": --network NAME compares those of one of them");
        }
        caveats.addAll(LiveNotes.of(paths));
        return caveats;
    }

    /** What the runs' actions come from: a report that shows another search, or what they held fixed, would mislead. */
    private static ParetoSetFile theirs(String file, ParetoSetFile whole, List<RunData> runs) {
        for (RunData run : runs) {
            Map<String, String> held = Dependencies.held(run.manifest().dependsOn());
            if (run.manifest().paretoSet().equals(Dependencies.checksum(whole.toParetoSet()))) {
                return whole;
            }
            if (!held.isEmpty()) {
                ParetoSetFile narrowed = whole.holding(held);
                if (run.manifest().paretoSet().equals(Dependencies.checksum(narrowed.toParetoSet()))) {
                    return narrowed;
                }
            }
        }
        throw InputException.of(
                "the Pareto set",
                "that of the runs, " + runs.get(0).manifest().paretoSet(),
                Dependencies.checksum(whole.toParetoSet()) + ", of " + file);
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
