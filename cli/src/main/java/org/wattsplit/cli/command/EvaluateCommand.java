package org.wattsplit.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.run.CountedListener;
import org.wattsplit.study.Host;
import org.wattsplit.cli.output.Progress;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunLogWriter;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.testbed.Dynamics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}. */
@Command(
        name = "evaluate",
        description = "Run agents on a scenario and log every request.",
        mixinStandardHelpOptions = true,
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
            "      --agents ppo:policy=policies/field,dynamic-split,relaxed --out runs/field",
            "A learner is named with what it learned: policy=FILE, or policy=DIR for DIR/seed-N/best.policy of each seed.",
            "With :learn=true after it, it goes on learning; learned.policy beside the run's log keeps what it learned."
        })
final class EvaluateCommand implements Callable<Integer> {
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

    @Mixin
    private LiveOptions live = new LiveOptions();

    /** The agents unless others are named. */
    static final String DEFAULT_AGENTS =
            "cloud,edge,dynasplit,greedy-switching,fixed-setting,myopic-cost,planner,clairvoyant";

    @Option(
            names = "--agents",
            split = ",",
            defaultValue = DEFAULT_AGENTS,
            paramLabel = "NAME[:OPTION=VALUE]",
            description = "Agents, separated by commas (default ${DEFAULT-VALUE}).")
    private List<String> agents = List.of();

    @Option(
            names = "--action-set",
            paramLabel = "NAME",
            description =
                    "pareto, pareto-per-setting, pareto-per-part or full for all agents; default: each agent's own,"
                            + " and a policy's the one that it was trained with.")
    private @Nullable String actionSet;

    @Option(names = "--workload", paramLabel = "NAME", description = "The workload (default: the largest).")
    private @Nullable String workload;

    @Option(names = "--requests", paramLabel = "N", description = "Only the first N requests.")
    private int requests = Integer.MAX_VALUE;

    @Option(names = "--seed", defaultValue = "1", description = "First root seed (default 1).")
    private long seed = 1;

    @Option(names = "--seeds", defaultValue = "1", description = "Runs under as many seeds in a row (default 1).")
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

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Require.atLeast("--requests", 1, requests);
        Require.atLeast("--seeds", 1, seeds);
        Require.atLeast("--threads", 1, threads);
        Dataset dataset = data.open();
        ParetoSetFile file = ParetoSetFile.read(pareto);
        if (!file.space().equals(dataset.space().spec())) {
            throw InputException.of(
                            "the Pareto set's space",
                            "the space of " + dataset.name(),
                            "another, of " + file.space().name())
                    .at(pareto.toString(), 0, 0);
        }
        Workload chosen = workload == null ? dataset.largestWorkload() : dataset.workload(workload);
        ScenarioSetup setup =
                live.named(scenario.setup(live.on(scenario.provider(dataset)), dataset, Dynamics.Part.TEST));
        Experiment experiment = new Experiment(
                setup,
                chosen.first(requests),
                file.toParetoSet(),
                agents.stream().map(AgentSpec::parse).distinct().toList(),
                Optional.ofNullable(actionSet).map(ActionSet.Kind::of),
                LongStream.range(seed, seed + seeds).boxed().toList());
        if (report != null && !overwrite && !resume && Files.exists(report)) {
            throw InputException.of("--report", "a path where nothing is", report + ", which exists")
                    .maybe("name another file, or add --overwrite");
        }
        for (AgentSpec agent : experiment.agents()) {
            for (long one : experiment.seeds()) {
                if (!resume) {
                    requireAbsent(folder(agent.toString(), one));
                }
            }
        }
        int runs = experiment.agents().size() * experiment.seeds().size();
        run(experiment, runs);
        spec.commandLine()
                .getOut()
                .println("wrote " + runs + " runs of "
                        + experiment.workload().requests().size() + " requests to " + out
                        + (report == null ? System.lineSeparator() + "next: wattsplit compare " + out : ""));
        if (report == null) {
            LiveNotes.of(RunLogReader.find(out)).forEach(spec.commandLine().getOut()::println);
        }
        json.write(Map.of(
                "runs",
                runs,
                "requests",
                experiment.workload().requests().size(),
                "scenario",
                setup.scenario().id(),
                "out",
                out.toString()));
        return report == null ? 0 : compare(report);
    }

    private void run(Experiment experiment, int runs) {
        ExperimentRunner runner = new ExperimentRunner(Host.producer(), Words.withoutAsides(spec));
        Function<RunManifest, RunLogWriter> logs = manifest -> resume
                ? RunLogWriter.resume(folder(manifest), manifest)
                : RunLogWriter.begin(folder(manifest), manifest);
        if (!live.live()) {
            try (Progress progress = new Progress("running", runs)) {
                runner.run(experiment, threads, logs, progress);
            }
            return;
        }
        int each = experiment.workload().requests().size();
        System.err.println("starting the testbed for " + runs + " runs of " + each + " requests");
        AtomicInteger done = new AtomicInteger();
        try (Progress progress = new Progress("requests", (long) runs * each)) {
            runner.run(
                    experiment,
                    1,
                    manifest ->
                            new CountedListener(logs.apply(manifest), more -> progress.accept(done.addAndGet(more))),
                    finished -> done.set(finished * each));
        }
    }

    private int compare(Path page) {
        List<String> words = new ArrayList<>(
                List.of("compare", out.toString(), "--pareto", pareto.toString(), "--report", page.toString()));
        if (overwrite || resume) {
            words.add("--overwrite");
        }
        return spec.root().commandLine().execute(words.toArray(String[]::new));
    }

    private void requireAbsent(Path folder) {
        if (!overwrite && Files.exists(folder)) {
            throw InputException.of("the output", "a path where nothing is", folder + ", which exists")
                    .maybe("name another path, add --resume to keep and finish what is there, or add --overwrite");
        }
    }

    private Path folder(RunManifest manifest) {
        return folder(manifest.agent(), Objects.requireNonNull(manifest.header().seed()));
    }

    private Path folder(String agent, long root) {
        return folder(out, agent, root);
    }

    /** Where an agent's run lies among runs. */
    static Path folder(Path runs, String agent, long root) {
        return runs.resolve(agent.replaceAll("[^A-Za-z0-9._=-]", "_")).resolve("seed-" + root);
    }
}
