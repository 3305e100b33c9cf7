package org.wattsplit.study.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.AgentFigures;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunLogWriter;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.statistics.RankCorrelation;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.study.compare.CompareJob;
import org.wattsplit.study.compare.ComparePlan;
import org.wattsplit.study.compare.CompareResult;
import org.wattsplit.study.evaluate.EvaluateJob;
import org.wattsplit.study.evaluate.EvaluatePlan;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;
import org.wattsplit.study.train.TrainJob;
import org.wattsplit.study.train.TrainPlan;

/**
 * SAC-d (Niu et al., arXiv 2201.02968) on a trained network of ours with three exits: exit, cut and bits of each request are
 * chosen by discrete soft actor-critic under block fading, while others load the device and the cloud. Beside it stand the
 * best triple that never changes, a cut that moves by estimates, a linear bandit, and the best action for the state or, where
 * estimates are late, for the observation.
 */
public final class SacDReproduction {
    private static final String DATA = "exits";
    private static final String SHARE = "cpu_share";
    private static final String CODEC = "codec";
    private static final String EXIT = "exit";
    private static final String WORKLOAD = "co-inference";
    private static final String STATIC = "static-triple";
    private static final String CELLS = "best-of-cell";
    private static final String STATE = "dynamic-split:uncertainty=0";
    private static final List<String> UNCERTAINTIES = List.of("0", "0.1", "0.2", "0.3", "0.5", "0.8");
    private static final String SAC = "sac";
    private static final String EXACT = "CoInference-v2";
    private static final String LATE = "CoInferenceLate-v2";

    /** By scenario, what is trained: names and what they are. */
    private static final Map<String, Map<String, String>> LEARNERS = Map.of(EXACT, exact(), LATE, late());

    /** Requests by which cells are filled, for each step of a training. */
    private static final int CELL_STEPS = 200;

    private static Map<String, String> exact() {
        Map<String, String> learners = new LinkedHashMap<>();
        // Where all is seen exactly, expected times are as sure as what they follow from.
        learners.put(SAC, "sac:uncertainty=0");
        learners.put("sac-factored", "sac:factored=1:uncertainty=0");
        // As in the paper nothing is known beforehand. The options were chosen on two validation seeds that no test
        // uses.
        learners.put("sac-from-nothing", "sac:prior=0:rate=0.003:every=8:entropy_share=0.5");
        learners.putAll(simple());
        return learners;
    }

    private static Map<String, String> late() {
        Map<String, String> learners = new LinkedHashMap<>();
        learners.put(SAC, SAC);
        learners.putAll(simple());
        return learners;
    }

    private static Map<String, String> simple() {
        Map<String, String> learners = new LinkedHashMap<>();
        learners.put("linucb", "linucb");
        learners.put("held-split", "held-split");
        return learners;
    }

    private final SacDPlan plan;
    private final JobContext context;
    private final Data data = Data.open(DATA);
    private final Actions actions;
    private final ActionSet triples;

    private SacDReproduction(SacDPlan plan, JobContext context) {
        this.plan = plan;
        this.context = context;
        actions = actions();
        triples = ActionSet.of(actions.set(), ActionSet.Kind.FULL);
    }

    /** Recomputes it; what is complete in the plan's folder is not done again. */
    public static SacDResult run(SacDPlan plan, JobContext context) {
        SacDReproduction reproduction = new SacDReproduction(plan, context);
        return new SacDResult(
                reproduction.triples.size(), List.of(reproduction.world(EXACT), reproduction.world(LATE)));
    }

    /** All triples at the least share of the processors: the paper's device is weak, and has one setting. */
    private Actions actions() {
        String least = data.dataset()
                .space()
                .knobs()
                .get(data.dataset().space().knobIndex(SHARE))
                .values()
                .get(0);
        SearchPlan search = SearchPlan.of(data)
                .withHeld(Map.of(SHARE, least))
                .withStrategy("exhaustive")
                .withTestbed(new TestbedChoice("model", Map.of("device", "table")))
                .build();
        ParetoSet found = SearchJob.run(search, context).first();
        Path file = plan.out().resolve("pareto.json");
        ParetoSetFile.write(
                file,
                new FileHeader(
                        ParetoSetFile.FORMAT,
                        ParetoSetFile.VERSION,
                        null,
                        null,
                        data.dataset().contents(),
                        null,
                        context.producer()),
                "exhaustive",
                null,
                Actions.searchedOn(search.testbed(), data.dataset()),
                found);
        return Actions.read(file, data.dataset());
    }

    private SacDResult.World world(String id) {
        Path folder = plan.out().resolve(id);
        ScenarioChoice scenario = ScenarioChoice.of(id);
        Configuration fixed = triples.configuration(leastOnTraining(scenario));
        CellTable cells = cells(scenario);
        JobContext with = withOwn(fixed, cells);
        String reference = bestOfObservation(scenario, cells);
        Set<String> agents = new LinkedHashSet<>(List.of(STATIC, STATE, CELLS, reference));
        Map<String, String> learners = Objects.requireNonNull(LEARNERS.get(id));
        int number = 0;
        for (Map.Entry<String, String> learner : learners.entrySet()) {
            number++;
            Path policies = folder.resolve(learner.getKey());
            requireSameSteps(policies);
            TrainJob.run(
                    TrainPlan.of(data, actions, learner.getValue(), policies)
                            .withScenario(scenario)
                            .withActionSet(ActionSet.Kind.FULL)
                            .withTrainOn(WORKLOAD)
                            .withSteps(plan.steps(), Math.max(1, plan.steps() / 10))
                            .withSeeds(1, plan.seeds())
                            .withExisting(Existing.RESUME)
                            .build(),
                    context.within(
                            id + ", learner " + number + " of " + learners.size() + " (" + learner.getKey() + ")"));
            String name = learner.getValue().replaceAll(":.*", "");
            agents.add(learner.getKey() + "=" + name + ":policy=" + policies);
        }
        Path runs = folder.resolve("runs");
        EvaluateJob.run(
                EvaluatePlan.of(data, actions, List.copyOf(agents), runs)
                        .withScenario(scenario)
                        .withActionSet(ActionSet.Kind.FULL)
                        .withWorkload(WORKLOAD)
                        .withRequests(plan.requests())
                        .withSeeds(1, plan.seeds())
                        .withExisting(Existing.RESUME)
                        .build(),
                with.within(id + ", tests of all agents"));
        CompareResult compared = CompareJob.run(
                ComparePlan.of(runs, actions.file())
                        .withBaseline(STATIC)
                        .withReport(folder.resolve("report.html"), true)
                        .build(),
                with);
        return world(id, fixed, reference, compared, runs);
    }

    /** A training that is there goes on with as many steps as it was begun with only. */
    private void requireSameSteps(Path policies) {
        Path begun = policies.resolve("seed-1").resolve("last.policy");
        String steps = Files.exists(begun) ? PolicyFile.about(begun).options().get("steps") : null;
        if (steps != null && !steps.equals(String.valueOf(plan.steps()))) {
            throw InputException.of("the steps", "those that " + policies + " was begun with, " + steps, plan.steps())
                    .maybe("name another folder for what is trained with other steps");
        }
    }

    private SacDResult.World world(
            String id, Configuration fixed, String reference, CompareResult compared, Path runs) {
        ComparisonResult comparison = compared.comparison();
        AgentFigures best = Objects.requireNonNull(comparison.agents().get(reference));
        AgentFigures never = Objects.requireNonNull(comparison.agents().get(STATIC));
        Map<String, Double> closed = new LinkedHashMap<>();
        comparison.agents().forEach((agent, figures) -> {
            if (!agent.equals(reference) && !agent.equals(STATIC)) {
                closed.put(agent, closed(never, best, figures));
            }
        });
        Map<String, SacDResult.Choices> choices = new LinkedHashMap<>();
        for (String agent : List.of(reference, SAC)) {
            choices.put(agent, choices(agent, runs));
        }
        return new SacDResult.World(
                id,
                fixed.toString(),
                reference,
                1 - best.costJ().value() / never.costJ().value(),
                closed,
                choices,
                comparison,
                compared.report().toString());
    }

    private static double closed(AgentFigures never, AgentFigures best, AgentFigures figures) {
        return Median.withDefaults()
                .evaluate(figures.costBySeedJ().entrySet().stream()
                        .mapToDouble(seed -> {
                            double from =
                                    Objects.requireNonNull(never.costBySeedJ().get(seed.getKey()));
                            double to =
                                    Objects.requireNonNull(best.costBySeedJ().get(seed.getKey()));
                            return (from - seed.getValue()) / (from - to);
                        })
                        .toArray());
    }

    private SacDResult.Choices choices(String agent, Path runs) {
        String last = data.dataset().space().edgeOnly().orElseThrow().value(Knob.SPLIT_LAYER);
        List<double[]> all = new ArrayList<>();
        for (Path run : RunLogReader.find(runs)) {
            if (RunLogReader.manifest(run).agent().equals(agent)) {
                CsvTable.read(run.resolve(RunLogWriter.REQUESTS), Set.of(EXIT, CODEC), row -> {
                    double rate = row.positive(Condition.BANDWIDTH_MBPS.column());
                    boolean sent = !row.text(Knob.SPLIT_LAYER).equals(last);
                    all.add(new double[] {rate, row.positive(EXIT), sent ? bits(row.text(CODEC)) : 0});
                });
            }
        }
        List<double[]> sent = all.stream().filter(row -> row[2] > 0).toList();
        return new SacDResult.Choices(
                RankCorrelation.spearman(column(all, 0), column(all, 1)),
                RankCorrelation.spearman(column(all, 0), column(all, 2)),
                RankCorrelation.spearman(column(sent, 0), column(sent, 2)));
    }

    private static double bits(String codec) {
        return Double.parseDouble(codec.replaceAll("[^0-9]", ""));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    /** The context with the agents that only this has. */
    private JobContext withOwn(Configuration fixed, CellTable cells) {
        return context.with(context.registry()
                .with(AgentProvider.class, AgentProvider.of(STATIC, "one triple for all requests", made -> {
                    int action = made.actions().indexOf(fixed).orElseThrow();
                    return (observation, mask) -> action;
                }))
                .with(
                        AgentProvider.class,
                        AgentProvider.of(
                                CELLS, "the best action for what is observed, tabulated", made -> cells.agent())));
    }

    /** Requests of the same distribution as those of the tests, drawn anew. */
    private Workload training() {
        Workload tests = data.dataset().workload(WORKLOAD);
        return WorkloadGenerator.like(tests, "training", plan.requests(), TrainingWorlds.FIRST_SEED);
    }

    private CellTable cells(ScenarioChoice scenario) {
        try (Environment environment = environment(scenario)) {
            SplittableRandom seeds = new SplittableRandom(TrainingWorlds.FIRST_SEED);
            return CellTable.of(environment, seeds, new SplittableRandom(1), CELL_STEPS * plan.steps());
        }
    }

    private Environment environment(ScenarioChoice scenario) {
        return scenario.setup(data.dataset(), Dynamics.Part.TRAIN, context.registry())
                .environment(training(), triples);
    }

    /** Of the agents that decide by what is observed and learn nothing, the one that costs least in training worlds. */
    private String bestOfObservation(ScenarioChoice scenario, CellTable cells) {
        ScenarioSetup setup = scenario.setup(data.dataset(), Dynamics.Part.TRAIN, context.registry());
        AgentProvider provider =
                context.registry().of("an agent", AgentProvider.class).get("dynamic-split");
        Map<String, Agent> candidates = new LinkedHashMap<>();
        for (String uncertainty : UNCERTAINTIES) {
            candidates.put(
                    "dynamic-split:uncertainty=" + uncertainty,
                    provider.create(setup.context(
                            triples,
                            training(),
                            new SplittableRandom(1),
                            Map.of("uncertainty", uncertainty),
                            List.of())));
        }
        candidates.put(CELLS, cells.agent());
        String best = CELLS;
        double least = Double.POSITIVE_INFINITY;
        try (Environment environment = environment(scenario)) {
            for (Map.Entry<String, Agent> candidate : candidates.entrySet()) {
                double cost = TrainingWorlds.cost(environment, candidate.getValue()::act);
                if (cost < least) {
                    least = cost;
                    best = candidate.getKey();
                }
            }
        }
        return best;
    }

    /** The triple of the least cost in training worlds, each tried on the same of them. */
    private int leastOnTraining(ScenarioChoice scenario) {
        try (Progress progress = context.within(String.valueOf(scenario.name()))
                        .display()
                        .begin("choosing the static triple", triples.size());
                Environment environment = environment(scenario)) {
            return TrainingWorlds.leastAction(environment, progress);
        }
    }
}
