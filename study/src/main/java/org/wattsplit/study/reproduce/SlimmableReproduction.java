package org.wattsplit.study.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.compare.LoopCourse;
import org.wattsplit.framework.compare.MeanInterval;
import org.wattsplit.framework.compare.Sample;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.rollout.Rollout;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.DrawnWorld;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.study.datasets.ImportJob;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.networks.SwitchJob;
import org.wattsplit.study.networks.SwitchResult;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;

/**
 * Slimmable encoders (Assine et al., arXiv 2306.12691): a network whose width and channels change between requests for
 * nothing, beside ladders of separate networks that must be loaded. On a trained slimmable network of ours the ladder has the
 * very same times, bytes and accuracies, and each change takes the load that was measured; on the authors' table of a Raspberry
 * Pi 4 ladders are other networks with the loads that they measured. All serve the same requests over the same link.
 */
public final class SlimmableReproduction {
    private static final String SCENARIO = "SlimLink-v1";
    private static final String OWN = "slimmable";
    private static final String SHARE = "cpu_share";
    private static final List<String> MODE = List.of("width", "channels_sent");
    private static final String BY_ESTIMATES = "dynamic-split";
    private static final int SWITCHES = 1_000;
    /** What is expected must be what happens: the table as the scenario's testbed has it. */
    private static final TestbedChoice TABLE = new TestbedChoice("model", Map.of("device", "table"));

    private static final int TRAINING_REQUESTS = 1_000;

    private final SlimmablePlan plan;
    private final JobContext context;
    private final AgentProvider byEstimates;

    private SlimmableReproduction(SlimmablePlan plan, JobContext context) {
        this.plan = plan;
        this.context = context;
        byEstimates = context.registry().of("an agent", AgentProvider.class).get(BY_ESTIMATES);
    }

    /** Recomputes it. */
    public static SlimmableResult run(SlimmablePlan plan, JobContext context) {
        return new SlimmableReproduction(plan, context).run();
    }

    /** A network with its scenario, for training and for tests, and what can be chosen. */
    private record Side(ScenarioSetup training, ScenarioSetup test, Workload requests, ActionSet actions) {}

    /** What a contender's requests came to: costs by seed and request. */
    private record Served(Sample costs, int[] worlds, double missed, double accuracy, double changes) {
        double meanCost() {
            return Arrays.stream(costs.bySeed())
                    .flatMapToDouble(Arrays::stream)
                    .average()
                    .orElseThrow();
        }
    }

    private SlimmableResult run() {
        DatasetImporter importer = ImportJob.importers(context.registry()).get("slimmable");
        // What cannot be read is told at once.
        DatasetImporter.Imported slim =
                plan.data() == null ? null : importer.read(plan.data(), Map.of("link_mbps", "8"));
        SwitchResult switching = SwitchJob.run(OWN, SWITCHES, context);
        List<SlimmableResult.Table> tables = new ArrayList<>();
        Dataset own = withPowers(Data.open(OWN).dataset());
        tables.add(table("our network", own, ladder(own), Math.max(0, switching.loadingMs()), null, 5, 60));
        if (slim != null) {
            for (String rungs : List.of("matsubara2022", "lee2021")) {
                DatasetImporter.Imported ladder =
                        importer.read(Objects.requireNonNull(plan.data()), Map.of("link_mbps", "8", "ladder", rungs));
                double load = Optional.ofNullable(ladder.scenario())
                        .map(one -> one.transition().millis())
                        .orElseThrow();
                tables.add(table(
                        "Raspberry Pi 4, ladder " + rungs, slim.dataset(), ladder.dataset(), load, 1.0, 200, 2_000));
            }
        }
        return new SlimmableResult(switching, tables);
    }

    /**
     * The same table with the powers of head and wait that its energies come from, one pair for each share of the processors by
     * least squares, the head's at least the wait's: as a ladder each mode would be a setting of its own, whose few rows do not tell the two apart.
     */
    private static Dataset withPowers(Dataset table) {
        Map<String, double[]> sums = new HashMap<>();
        for (Measurement row : table.requireTable().rows()) {
            double head = row.outcome().latencyMillis(LatencyPart.EDGE).orElseThrow();
            double wait = row.outcome().latencyMillis() - head;
            double millijoules =
                    1000 * row.outcome().energyJoules(EnergyPart.EDGE).orElseThrow();
            double[] of = sums.computeIfAbsent(row.configuration().value(SHARE), key -> new double[5]);
            of[0] += head * head;
            of[1] += head * wait;
            of[2] += wait * wait;
            of[3] += head * millijoules;
            of[4] += wait * millijoules;
        }
        List<Measurement> rows = new ArrayList<>();
        for (Measurement row : table.requireTable().rows()) {
            double[] of = Objects.requireNonNull(sums.get(row.configuration().value(SHARE)));
            double determinant = of[0] * of[2] - of[1] * of[1];
            double head = (of[3] * of[2] - of[4] * of[1]) / determinant;
            double wait = (of[4] * of[0] - of[3] * of[1]) / determinant;
            // A head draws no less than a wait: one power stands for both then.
            double both = (of[3] + of[4]) / (of[0] + 2 * of[1] + of[2]);
            Map<Quantity, Double> quantities = new HashMap<>(row.quantities());
            quantities.put(Quantity.HEAD_POWER_W, head < wait ? both : head);
            quantities.put(Quantity.WAIT_POWER_W, head < wait ? both : wait);
            rows.add(new Measurement(row.configuration(), row.outcome(), quantities));
        }
        return with(table, table.space(), rows);
    }

    private static Dataset with(Dataset table, ConfigurationSpace space, List<Measurement> rows) {
        return new Dataset(
                table.name(),
                table.model(),
                space,
                MeasurementTable.of(space, rows),
                table.workloads(),
                table.inputs(),
                table.scenario(),
                table.device(),
                table.about());
    }

    /** The same table whose modes are networks to load: knobs of the hardware. */
    private static Dataset ladder(Dataset slim) {
        SpaceSpec spec = slim.space().spec();
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
                spec.name(),
                spec.knobs().stream()
                        .map(knob -> MODE.contains(knob.name())
                                ? new Knob(knob.name(), knob.kind(), knob.values(), true)
                                : knob)
                        .toList(),
                spec.constraints(),
                spec.cloudOnly(),
                spec.edgeOnly()));
        List<Measurement> rows = slim.requireTable().rows().stream()
                .map(row -> new Measurement(
                        space.configuration(row.configuration().values()), row.outcome(), row.quantities()))
                .toList();
        return with(slim, space, rows);
    }

    private SlimmableResult.Table table(
            String name,
            Dataset slim,
            Dataset ladder,
            double loadMillis,
            @Nullable Double joulesPerMiss,
            double leastDeadline,
            double mostDeadline) {
        EnvironmentProvider provider =
                new ScenarioChoice(SCENARIO, plan.traces(), joulesPerMiss, null).provider(slim, context.registry());
        Workload requests = WorkloadGenerator.generate(
                "uniform",
                slim.model(),
                plan.requests(),
                new Deadlines.Uniform(leastDeadline, mostDeadline),
                new Arrivals.ClosedLoop(),
                1);
        Side slimSide = side(provider.with(changing(provider.scenario(), 0)), slim, requests);
        Side ladderSide = side(provider.with(changing(provider.scenario(), loadMillis)), ladder, requests);
        try (Progress progress = context.display().begin("serving on " + name, 6)) {
            ActionSet mode =
                    leastOnTraining(slimSide, action -> mode(slimSide.actions().configuration(action)));
            progress.reached(1);
            ActionSet rung = leastOnTraining(
                    ladderSide,
                    action -> List.of(String.valueOf(ladderSide.actions().settingIndex(action))));
            progress.reached(2);
            List<Served> served = new ArrayList<>();
            served.add(serve(slimSide, slimSide.actions()));
            served.add(serve(slimSide, mode));
            progress.reached(4);
            served.add(serve(ladderSide, ladderSide.actions()));
            served.add(serve(ladderSide, rung));
            progress.reached(6);
            List<String> names = List.of(
                    "slim, a mode for each request",
                    "slim, the best mode, always",
                    "ladder, a network for each request",
                    "ladder, the best network, always");
            return new SlimmableResult.Table(
                    name,
                    loadMillis,
                    String.join(" ", mode(mode.configuration(0))),
                    rung.space().setting(rung.settingIndex(0)).toString(),
                    IntStream.range(0, served.size())
                            .mapToObj(i -> contender(names.get(i), served.get(i), served.get(0)))
                            .toList());
        }
    }

    /** What a slimmable network changes: cut and codec, where there are several, follow the estimates as on a ladder. */
    private static List<String> mode(Configuration configuration) {
        return MODE.stream().map(knob -> knob + "=" + configuration.value(knob)).toList();
    }

    private static Scenario changing(Scenario scenario, double millis) {
        return new Scenario(
                scenario.id(),
                scenario.description(),
                scenario.testbed(),
                scenario.testbedOptions(),
                new TransitionCost(millis, 0),
                scenario.weights(),
                scenario.arrivals(),
                scenario.dynamics());
    }

    private Side side(EnvironmentProvider provider, Dataset dataset, Workload requests) {
        ParetoSet all = SearchJob.run(
                        SearchPlan.of(Data.of(dataset))
                                .withStrategy("exhaustive")
                                .withTestbed(TABLE)
                                .build(),
                        // Without energy the front may have one configuration; here all of the table can be chosen.
                        context.with(note -> {}))
                .first();
        List<Evaluated> some = all.evaluated();
        if (dataset.space().knobs().stream().anyMatch(knob -> knob.name().equals(SHARE))) {
            List<String> shares = dataset.space()
                    .knobs()
                    .get(dataset.space().knobIndex(SHARE))
                    .values();
            String least = shares.get(0);
            some = some.stream()
                    .filter(one -> one.configuration().value(SHARE).equals(least))
                    .toList();
        }
        Function<Dynamics.Part, ScenarioSetup> setup = part -> ScenarioSetup.of(
                context.registry(),
                provider,
                dataset,
                TraceFolder.read(
                        plan.traces(),
                        Objects.requireNonNull(provider.scenario().dynamics().link())
                                .traces(part),
                        context.registry()));
        return new Side(
                setup.apply(Dynamics.Part.TRAIN),
                setup.apply(Dynamics.Part.TEST),
                requests,
                ActionSet.of(dataset.space(), some));
    }

    /** Of the actions of equal group those that cost least in training worlds, chosen among by estimates. */
    private ActionSet leastOnTraining(Side side, IntFunction<List<String>> group) {
        Map<List<String>, List<Evaluated>> groups = new HashMap<>();
        for (int action = 0; action < side.actions().size(); action++) {
            groups.computeIfAbsent(group.apply(action), key -> new ArrayList<>())
                    .add(side.actions().expected(action));
        }
        int count = Math.min(TRAINING_REQUESTS, plan.requests());
        Workload some = WorkloadGenerator.like(side.requests(), "training", count, TrainingWorlds.FIRST_SEED);
        return groups.values().stream()
                .map(of -> ActionSet.of(side.actions().space(), of))
                .min(Comparator.comparingDouble(
                        of -> serve(side.training(), some, of, TrainingWorlds.FIRST_SEED, TrainingWorlds.SEEDS)
                                .meanCost()))
                .orElseThrow();
    }

    private Served serve(Side side, ActionSet actions) {
        return serve(side.test(), side.requests(), actions, 1, plan.seeds());
    }

    private Served serve(ScenarioSetup setup, Workload requests, ActionSet actions, long firstSeed, int seeds) {
        double[][] costs = new double[seeds][requests.requests().size()];
        List<@Nullable LoopCourse> courses = new ArrayList<>();
        int[] worlds = new int[seeds];
        List<String> names = new ArrayList<>();
        double[] sums = new double[3];
        try (Environment environment = setup.environment(requests, actions)) {
            for (int seed = 0; seed < seeds; seed++) {
                Agent agent = byEstimates.create(
                        setup.context(actions, requests, new SplittableRandom(firstSeed + seed), Map.of(), List.of()));
                Reset reset = environment.reset(firstSeed + seed, ResetOptions.DEFAULT);
                DrawnWorld drawn = reset.world();
                String world = drawn == null ? "" : drawn.name();
                if (!names.contains(world)) {
                    names.add(world);
                }
                worlds[seed] = names.indexOf(world);
                double[] ofSeed = costs[seed];
                double[] arrivals = new double[ofSeed.length];
                int[] at = new int[1];
                Rollout.run(environment, reset, agent::act, moment -> {
                    arrivals[at[0]] = moment.step().info().request().arrivalMillis();
                    ofSeed[at[0]++] = -moment.step().reward();
                    sums[0] += moment.step().info().missed() ? 1 : 0;
                    sums[1] += moment.step().info().outcome().accuracy().orElse(0);
                    sums[2] += moment.step().info().settingBefore()
                                    != moment.step().info().settingAfter()
                            ? 1
                            : 0;
                });
                courses.add(LoopCourse.of(arrivals, drawn == null ? null : drawn.loopMs()));
            }
        }
        double all = (double) seeds * requests.requests().size() / 100;
        return new Served(Sample.of(costs, courses), worlds, sums[0] / all, sums[1] / all, sums[2] / all);
    }

    private static SlimmableResult.Contender contender(String name, Served served, Served first) {
        return new SlimmableResult.Contender(
                name,
                MeanInterval.of(served.costs(), true, served.worlds()),
                served.missed(),
                served.accuracy(),
                served.changes(),
                MeanInterval.of(first.costs().minus(served.costs()), true, served.worlds()));
    }
}
