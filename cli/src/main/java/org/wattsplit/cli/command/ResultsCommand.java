package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.cli.command.TrainCommand.Training;
import org.wattsplit.study.Host;
import org.wattsplit.framework.results.ResultsPage;
import org.wattsplit.framework.results.ScenarioResults;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.compare.MedianInterval;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.testbed.Dynamics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code results}: every scenario by the commands that do its parts, each printed before it runs. */
@Command(
        name = "results",
        description = "Train and test all agents in all scenarios, and write the page of results.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each step is a command that is printed before it runs. Run it again, and it goes on where it was cut off;",
            "what is complete stays. With ten seeds it takes about an hour on two cores, and about 4 GB for the run logs.",
            "",
            "Examples:",
            "  wattsplit results --data ../SPLINTER",
            "  wattsplit results --data pi4-coral-gpu --scenarios Field-v1 --seeds 2 --steps 20000 --out runs/small"
        })
final class ResultsCommand implements Callable<Integer> {
    private static final List<String> DYNAMIC = List.of("MobileLink-v1", "SharedCloud-v1", "HotDevice-v1", "Field-v1");
    private static final String HEURISTICS =
            "cloud,edge,dynasplit,greedy-switching,fixed-setting,myopic-cost," + "dynamic-split,planner,relaxed";
    private static final String CLAIRVOYANT = "clairvoyant";
    private static final String TEACHER = "greedy-switching";
    /** Learners that are trained where nothing but the hardware setting moves; they take minutes a seed. */
    private static final List<String> SLOW = List.of("sac", "rl4j-dqn");

    private static final List<String> LEARNERS = List.of("ppo", "linucb", "thompson", "q-table");
    /** By kind of start, the words of its training. */
    private static final Map<String, List<String>> STARTS = starts();

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "ID",
            description = "Scenarios, separated by commas (default: DynaSplit-v1 where the data has measurements, else"
                    + " DynaSplitModel-v1; then MobileLink-v1, SharedCloud-v1, HotDevice-v1, Field-v1).")
    private @Nullable List<String> scenarios;

    @Option(
            names = "--learners",
            split = ",",
            paramLabel = "NAME[:OPTION=VALUE]",
            description = "Learners, separated by commas (default ppo,linucb,thompson,q-table, and sac,rl4j-dqn where"
                    + " the world stands still).")
    private @Nullable List<String> learners;

    @Option(names = "--seeds", defaultValue = "10", paramLabel = "N", description = "Seeds (default 10).")
    private int seeds = 10;

    @Option(names = "--steps", defaultValue = "100000", paramLabel = "N", description = "Steps (default 100000).")
    private int steps = 100_000;

    @Option(
            names = "--start-steps",
            defaultValue = "40000",
            paramLabel = "N",
            description = "Steps of the trainings that compare cold and warm starts (default 40000); 0 for none.")
    private int startSteps = 40_000;

    @Option(names = "--requests", paramLabel = "N", description = "Test on the first N requests only (default: all).")
    private @Nullable Integer requests;

    @Option(
            names = "--out",
            defaultValue = "runs/results",
            paramLabel = "DIR",
            description = "Folder for policies and runs (default runs/results).")
    private Path out = Path.of("runs/results");

    @Option(names = "--page", paramLabel = "FILE", description = "Where the page goes (default OUT/results.md).")
    private @Nullable Path page;

    private static Map<String, List<String>> starts() {
        Map<String, List<String>> starts = new LinkedHashMap<>();
        starts.put("cold", List.of("ppo:prior=0"));
        starts.put("cloned", List.of("ppo:prior=0", "--warm-start", TEACHER));
        starts.put("valued", List.of("ppo"));
        return starts;
    }

    /** A step of the job failed with that status, and has said why. */
    private static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        StepFailed(int status) {
            this.status = status;
        }
    }

    @Override
    public Integer call() {
        if (seeds < 2) {
            throw InputException.of("--seeds", "at least 2: intervals are over seeds", seeds);
        }
        Require.atLeast("--steps", 1, steps);
        Require.atLeast("--start-steps", 0, startSteps);
        if (requests != null) {
            Require.atLeast("--requests", 1, requests);
        }
        if (learners != null) {
            List<String> names = learners.stream().map(ResultsCommand::name).toList();
            if (names.stream().distinct().count() < names.size()) {
                throw InputException.of("--learners", "each learner once", learners);
            }
        }
        Dataset dataset = data.open();
        List<String> ids = new ArrayList<>();
        if (scenarios != null) {
            ids.addAll(scenarios);
        } else {
            ids.add(dataset.table() == null ? "DynaSplitModel-v1" : "DynaSplit-v1");
            ids.addAll(DYNAMIC);
        }
        if (ids.stream().distinct().count() < ids.size()) {
            throw InputException.of("--scenarios", "each scenario once", ids);
        }
        List<Scenario> all =
                ids.stream().map(id -> ScenarioOptions.provider(id).scenario()).toList();
        List<ScenarioResults> results = new ArrayList<>();
        try {
            for (int i = 0; i < all.size(); i++) {
                results.add(scenario(ids.get(i), all.get(i)));
            }
        } catch (StepFailed e) {
            return e.status;
        }
        Path file = page == null ? out.resolve("results.md") : page;
        String text = ResultsPage.of(results, Words.whole(spec), Host.producer());
        AtomicFile.write(file, writer -> writer.write(text));
        spec.commandLine().getOut().println("wrote " + file);
        return 0;
    }

    private ScenarioResults scenario(String id, Scenario scenario) {
        List<String> commands = new ArrayList<>();
        Path folder = out.resolve(scenario.id());
        boolean still = scenario.dynamics().equals(Dynamics.NONE);
        Path pareto = search(scenario, commands);

        Map<String, ScenarioResults.TrainingFigures> trainings = new LinkedHashMap<>();
        List<String> agents = new ArrayList<>(List.of(HEURISTICS));
        if (still) {
            agents.add(CLAIRVOYANT);
        }
        for (String learner : learners(still)) {
            Path policies = folder.resolve(name(learner));
            TrainCommand.Result trained = train(id, pareto, List.of(learner), steps, List.of(), policies, commands);
            trainings.put(name(learner), figures(trained));
            agents.add(name(learner) + ":policy=" + policies);
        }

        String runs = folder.resolve("runs").toString();
        List<String> evaluate = words("evaluate", "--pareto", pareto.toString(), "--scenario", id);
        evaluate.addAll(List.of("--agents", String.join(",", agents), "--seeds", String.valueOf(seeds)));
        if (requests != null) {
            evaluate.addAll(List.of("--requests", String.valueOf(requests)));
        }
        evaluate.addAll(List.of("--out", runs, "--resume"));
        run(evaluate, commands);
        ComparisonResult comparison = compare(runs, pareto, folder, commands);

        Map<String, ScenarioResults.StartFigures> starts = new LinkedHashMap<>();
        if (startSteps > 0) {
            STARTS.forEach((start, words) -> {
                List<String> more = List.of(
                        "--compare-with", TEACHER, "--evaluate-every", String.valueOf(Math.max(1, startSteps / 20)));
                Path policies = folder.resolve("start-" + start);
                starts.put(start, startFigures(train(id, pareto, words, startSteps, more, policies, commands)));
            });
        }
        return new ScenarioResults(scenario.description(), comparison, trainings, starts, commands);
    }

    private List<String> learners(boolean still) {
        if (learners != null) {
            return learners;
        }
        List<String> all = new ArrayList<>(LEARNERS);
        if (still) {
            all.addAll(SLOW);
        }
        return all;
    }

    /** A learner's name; refuses what no training would take. */
    private static String name(String learner) {
        AgentSpec named = AgentSpec.parse(learner);
        AgentProvider provider = Providers.load("an agent", AgentProvider.class).get(named.name());
        if (!(provider instanceof LearnerProvider)) {
            throw InputException.of("--learners", "learners", named.name() + ", which has nothing to learn");
        }
        for (String option : named.options().keySet()) {
            if (!provider.options().contains(option)) {
                throw InputException.unknown("an option of agent " + named.name(), option, provider.options());
            }
        }
        return named.name();
    }

    /** The exhaustive search on a scenario's testbed; one for all scenarios on the same. */
    private Path search(Scenario scenario, List<String> commands) {
        boolean replay = scenario.testbed().equals("replay");
        Path pareto = out.resolve("pareto-" + scenario.testbed() + ".json");
        List<String> search = words("search", "--strategy", "exhaustive");
        if (!replay) {
            search.addAll(List.of("--testbed", scenario.testbed()));
            scenario.testbedOptions()
                    .forEach((option, value) -> search.addAll(List.of("--testbed-option", option + "=" + value)));
        }
        search.addAll(List.of("--out", pareto.toString()));
        if (Files.exists(pareto)) {
            same(pareto, search, ParetoSetFile.read(pareto).header().command());
            commands.add(text(search));
        } else {
            run(search, commands);
        }
        return pareto;
    }

    /** A training; read from its JSON where it is complete. */
    private TrainCommand.Result train(
            String id,
            Path pareto,
            List<String> learner,
            int trainSteps,
            List<String> more,
            Path policies,
            List<String> commands) {
        Path json = policies.resolveSibling(policies.getFileName() + ".json");
        List<String> train = words("train", "--pareto", pareto.toString(), "--scenario", id, "--agent");
        train.addAll(learner);
        train.addAll(List.of("--steps", String.valueOf(trainSteps), "--seeds", String.valueOf(seeds)));
        train.addAll(more);
        train.addAll(List.of("--out", policies.toString(), "--json", json.toString(), "--resume"));
        if (Files.exists(json)) {
            same(
                    json,
                    train,
                    Documents.readJson(json, TrainCommand.Result.class).command());
            commands.add(text(train));
        } else {
            run(train, commands);
        }
        return Documents.readJson(json, TrainCommand.Result.class);
    }

    /** Refuses what another command made. */
    private static void same(Path file, List<String> words, @Nullable String command) {
        CommandLine line = new CommandLine(new WattsplitCommand());
        line.parseArgs(words.toArray(String[]::new));
        String wanted = Words.withoutAsides(
                Objects.requireNonNull(line.getSubcommands().get(words.get(0))).getCommandSpec());
        if (!wanted.equals(command)) {
            throw InputException.of("the command that made it", wanted, String.valueOf(command))
                    .at(file.toString(), 0, 0)
                    .maybe("name another --out, or remove what is there");
        }
    }

    /** Compares all runs, with the best agent that does not learn as the baseline. */
    private ComparisonResult compare(String runs, Path pareto, Path folder, List<String> commands) {
        Path json = folder.resolve("comparison.json");
        List<String> compare = new ArrayList<>(List.of("compare", runs, "--pareto", pareto.toString()));
        compare.addAll(List.of("--json", json.toString(), "--report"));
        compare.addAll(List.of(folder.resolve("report.html").toString(), "--overwrite"));
        run(compare, new ArrayList<>());
        ComparisonResult first = Documents.readJson(json, ComparisonResult.class);
        String best = ScenarioResults.bestHeuristic(first);
        compare.addAll(2, List.of("--baseline", best));
        if (best.equals(first.winner())) {
            commands.add(text(compare));
            return first;
        }
        run(compare, commands);
        return Documents.readJson(json, ComparisonResult.class);
    }

    private static ScenarioResults.TrainingFigures figures(TrainCommand.Result result) {
        List<Training> trainings = result.trainings();
        // Of a training that was cut off and resumed, only the rest was timed.
        List<Training> whole =
                trainings.stream().filter(training -> !training.resumed()).toList();
        return new ScenarioResults.TrainingFigures(
                trainings.size(),
                trainings.stream()
                        .mapToLong(training -> training.result().steps())
                        .max()
                        .orElseThrow(),
                whole.isEmpty() ? Double.NaN : median(whole, Training::cpuSeconds),
                whole.stream().mapToDouble(Training::cpuSeconds).max().orElse(Double.NaN),
                median(trainings, training -> training.result().curve().get(0).costJoules()),
                median(trainings, training -> training.result().best().costJoules()));
    }

    private static ScenarioResults.StartFigures startFigures(TrainCommand.Result result) {
        List<Training> trainings = result.trainings();
        double[] reached = trainings.stream()
                .map(Training::stepsToReach)
                .mapToDouble(reachedAfter -> reachedAfter == null ? Double.POSITIVE_INFINITY : reachedAfter)
                .toArray();
        return new ScenarioResults.StartFigures(
                Objects.requireNonNull(result.compareWith()),
                MedianInterval.of(reached),
                (int) Arrays.stream(reached).filter(Double::isFinite).count(),
                trainings.size(),
                median(trainings, training -> training.result().curve().get(0).costJoules()),
                median(trainings, training -> training.result().best().costJoules()));
    }

    private static double median(List<Training> trainings, ToDoubleFunction<Training> figure) {
        return Median.withDefaults()
                .evaluate(trainings.stream().mapToDouble(figure).toArray());
    }

    private List<String> words(String command, String... options) {
        List<String> words = data.words(command);
        words.addAll(List.of(options));
        return words;
    }

    private static String text(List<String> words) {
        return "wattsplit " + words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    private void run(List<String> words, List<String> commands) {
        PrintWriter writer = spec.commandLine().getOut();
        writer.println("> " + text(words));
        commands.add(text(words));
        int status = spec.root().commandLine().execute(words.toArray(String[]::new));
        writer.println();
        if (status != 0) {
            throw new StepFailed(status);
        }
    }
}
