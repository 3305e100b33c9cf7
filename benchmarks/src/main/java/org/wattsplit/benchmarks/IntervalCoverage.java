package org.wattsplit.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.compare.Interval;
import org.wattsplit.framework.compare.LoopCourse;
import org.wattsplit.framework.compare.MeanInterval;
import org.wattsplit.framework.compare.Sample;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.rollout.Rollout;
import org.wattsplit.framework.testbed.DrawnWorld;
import org.wattsplit.framework.testbed.Dynamics;

/**
 * How often the intervals of {@code wattsplit compare} hold the truth, in simulation: many comparisons, each with requests of
 * its own that its seeds share, against the mean of all of them. Arguments, all of which may be left out: the repetitions
 * (1000), the requests of a run (5000), the folder of link traces, the
 * scenarios.
 *
 * <p>With training variance, each seed of the agent costs more or less by a share that is drawn for it: normal, 1 % of the
 * cost, or half as much again in one seed of ten, as where a training diverges. A world whose link follows traces is drawn
 * with its seed; intervals speak of the worlds that were drawn, so the truth is that of their traces, in their shares.
 */
public final class IntervalCoverage {
    private static final List<String> SCENARIOS =
            List.of("DynaSplitModel-v1", "MobileLink-v1", "HotDevice-v1", "Field-v1");
    private static final int SEEDS = 20;
    private static final String AGENT = "dynamic-split";
    private static final String BASELINE = "fixed-setting";

    private final Dataset dataset = DataSource.open("pi4-coral-gpu", null);
    private final ActionSet actions = FieldScenario.actions();
    private final int repetitions;
    private final int requests;
    private final Path traces;

    private IntervalCoverage(int repetitions, int requests, Path traces) {
        this.repetitions = repetitions;
        this.requests = requests;
        this.traces = traces;
    }

    /** Runs it, and prints a table in Markdown. */
    public static void main(String[] args) {
        IntervalCoverage study = new IntervalCoverage(
                args.length > 0 ? Integer.parseInt(args[0]) : 1_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 5_000,
                args.length > 2 ? Path.of(args[2]) : TraceFolder.DEFAULT);
        System.out.println(
                "| scenario | deadlines | missed % | what | 1 seed | 5 seeds | 20 seeds | 5 trained | 20 trained"
                        + " | 5 trained, one in ten diverges | 20 of these |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String scenario : args.length > 3 ? List.of(args).subList(3, args.length) : SCENARIOS) {
            study.world(scenario, 1);
            // Twice the time: misses become rare.
            study.world(scenario, 2);
        }
    }

    /** The costs of both agents under every seed of one comparison. */
    private record Costs(Sample agent, Sample difference, double missed, int[] worlds) {}

    private void world(String scenario, double slack) {
        EnvironmentProvider provider = Registry.installed()
                .of("the scenario", EnvironmentProvider.class)
                .get(scenario);
        Dynamics.Link link = provider.scenario().dynamics().link();
        List<NetworkTrace> all = link == null ? List.of() : TraceFolder.read(traces, link.traces(Dynamics.Part.TEST));
        List<ScenarioSetup> worlds = all.isEmpty()
                ? List.of(ScenarioSetup.of(provider, dataset, all))
                : all.stream()
                        .map(trace -> ScenarioSetup.of(provider, dataset, List.of(trace)))
                        .toList();
        List<Costs> repeated = IntStream.range(0, repetitions)
                .parallel()
                .mapToObj(repetition -> costs(worlds, repetition, slack))
                .toList();
        double missed = repeated.stream().mapToDouble(Costs::missed).average().orElseThrow();
        print(scenario, slack, missed, "cost", repeated, worlds.size(), Costs::agent);
        print(scenario, slack, missed, "difference", repeated, worlds.size(), Costs::difference);
    }

    private Costs costs(List<ScenarioSetup> worlds, int repetition, double slack) {
        Workload workload = slack(
                WorkloadGenerator.like(dataset.largestWorkload(), "drawn", requests, 1_000_003L * repetition), slack);
        // Agents know one distribution, not each repetition's: they must be the same agents in all.
        Workload known = slack(dataset.largestWorkload(), slack);
        SplittableRandom random = new SplittableRandom(repetition);
        Sample agent = new Sample(new double[SEEDS][], new ArrayList<>());
        Sample baseline = new Sample(new double[SEEDS][], new ArrayList<>());
        int[] drawn = new int[SEEDS];
        double[] missed = new double[1];
        for (int seed = 0; seed < SEEDS; seed++) {
            drawn[seed] = random.nextInt(worlds.size());
            ScenarioSetup setup = worlds.get(drawn[seed]);
            long chance = random.nextLong();
            run(setup, known, workload, AGENT, chance, missed, agent, seed);
            run(setup, known, workload, BASELINE, chance, new double[1], baseline, seed);
        }
        return new Costs(agent, agent.minus(baseline), 100 * missed[0] / SEEDS, drawn);
    }

    private static Workload slack(Workload workload, double slack) {
        return new Workload(
                workload.name(),
                workload.closedLoop(),
                workload.requests().stream()
                        .map(one ->
                                new Request(one.id(), one.model(), one.arrivalMillis(), slack * one.deadlineMillis()))
                        .toList());
    }

    private void run(
            ScenarioSetup setup,
            Workload known,
            Workload workload,
            String name,
            long chance,
            double[] missed,
            Sample all,
            int seed) {
        double[] costs = new double[requests];
        double[] arrivals = new double[requests];
        Agent agent = Registry.installed()
                .of("an agent", AgentProvider.class)
                .get(name)
                .create(setup.context(actions, known, new SplittableRandom(chance), Map.of(), List.of()));
        int[] at = new int[1];
        try (Environment environment = setup.environment(workload, actions)) {
            Reset reset = environment.reset(chance, ResetOptions.DEFAULT);
            Rollout.run(environment, reset, agent::act, moment -> {
                missed[0] += moment.step().info().missed() ? 1.0 / requests : 0;
                arrivals[at[0]] = moment.step().info().request().arrivalMillis();
                costs[at[0]++] = -moment.step().reward();
            });
            all.bySeed()[seed] = costs;
            DrawnWorld world = reset.world();
            LoopCourse course = LoopCourse.of(arrivals, world == null ? null : world.loopMs());
            all.courses().add(course == null ? List.of() : List.of(course));
        }
    }

    private interface Series {
        Sample of(Costs costs);
    }

    private void print(
            String scenario, double slack, double missed, String what, List<Costs> all, int worlds, Series series) {
        double[] truths = new double[worlds];
        int[] counts = new int[worlds];
        double cost = 0;
        for (Costs one : all) {
            double[][] bySeed = series.of(one).bySeed();
            for (int seed = 0; seed < SEEDS; seed++) {
                double mean = Arrays.stream(bySeed[seed]).average().orElseThrow();
                truths[one.worlds()[seed]] += mean;
                counts[one.worlds()[seed]]++;
                cost += Arrays.stream(one.agent().bySeed()[seed]).average().orElseThrow() / SEEDS / all.size();
            }
        }
        for (int world = 0; world < worlds; world++) {
            truths[world] /= counts[world];
        }
        List<String> cells = new ArrayList<>();
        for (int seeds : new int[] {1, 5, SEEDS}) {
            cells.add(share(all, one -> holds(first(series.of(one), seeds), one, truths, 0)));
        }
        double deviation = 0.01 * cost;
        for (int seeds : new int[] {5, SEEDS}) {
            SplittableRandom random = new SplittableRandom(seeds);
            cells.add(share(all, one -> {
                double[] effects = new double[seeds];
                Arrays.setAll(effects, i -> deviation * random.nextGaussian());
                return holds(shifted(first(series.of(one), seeds), effects), one, truths, 0);
            }));
        }
        double half = 0.5 * cost;
        for (int seeds : new int[] {5, SEEDS}) {
            SplittableRandom random = new SplittableRandom(seeds);
            cells.add(share(all, one -> {
                double[] effects = new double[seeds];
                Arrays.setAll(effects, i -> random.nextInt(10) == 0 ? half : 0);
                return holds(shifted(first(series.of(one), seeds), effects), one, truths, half / 10);
            }));
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | x %.0f | %.3f | %s | %s |%n",
                scenario,
                slack,
                missed,
                what,
                String.join(" | ", cells));
    }

    private interface Held {
        boolean in(Costs costs);
    }

    private static String share(List<Costs> all, Held held) {
        return String.format(
                Locale.ROOT, "%.1f", 100.0 * all.stream().filter(held::in).count() / all.size());
    }

    private static Sample first(Sample sample, int seeds) {
        return new Sample(
                Arrays.copyOf(sample.bySeed(), seeds), sample.courses().subList(0, seeds));
    }

    private static Sample shifted(Sample sample, double[] effects) {
        return new Sample(shifted(sample.bySeed(), effects), sample.courses());
    }

    private static double[][] shifted(double[][] bySeed, double[] effects) {
        double[][] shifted = new double[bySeed.length][];
        for (int seed = 0; seed < bySeed.length; seed++) {
            double effect = effects[seed];
            shifted[seed] =
                    Arrays.stream(bySeed[seed]).map(value -> value + effect).toArray();
        }
        return shifted;
    }

    /** Whether the interval holds what the worlds that were drawn are on average, and what is added to all. */
    private static boolean holds(Sample sample, Costs costs, double[] truths, double added) {
        int[] worlds = Arrays.copyOf(costs.worlds(), sample.bySeed().length);
        double truth = Arrays.stream(worlds)
                        .mapToDouble(world -> truths[world])
                        .average()
                        .orElseThrow()
                + added;
        Interval interval = MeanInterval.of(sample, true, worlds);
        return interval.low() <= truth && truth <= interval.high();
    }
}
