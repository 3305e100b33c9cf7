package org.wattsplit.study.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.Comparison;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.experiment.Experiment;
import org.wattsplit.framework.experiment.ExperimentRunner;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.job.ScenarioChoice;
import org.wattsplit.study.networks.NaturalBottlenecks;
import org.wattsplit.study.reproduce.DynamicSplitResult.CutAtRate;
import org.wattsplit.study.reproduce.DynamicSplitResult.NetworkBottlenecks;
import org.wattsplit.study.search.SearchJob;
import org.wattsplit.study.search.SearchPlan;

/**
 * Dynamic Split Computing (Bakhtiarnia et al., arXiv 2205.11269) on the bundled device: natural bottlenecks of networks, the
 * fastest cut by rate of the link, and the choice by rate against the best cut that never changes, on traces that nothing was
 * chosen on.
 */
public final class DynamicSplitReproduction {
    private static final String DATA = "pi4-coral-gpu";
    private static final String SCENARIO = "MobileLink-v1";
    private static final String ALL_CUTS = "dynamic-split";
    private static final String HELD = "held-split";
    private static final String STATIC = "static-split";

    /** Requests by which the cut that never changes is chosen. */
    private static final int TRAINING_REQUESTS = 1_000;

    /** Ratios of elements that follow from the published shapes of the networks, at 224 x 224 pixels. */
    private static final Map<String, List<Double>> EXPECTED = new LinkedHashMap<>();

    static {
        EXPECTED.put("mobilenetv2", List.of(0.500, 0.167, 0.083, 0.052, 0.0085));
        EXPECTED.put("resnet50", List.of(0.667, 0.0136));
        EXPECTED.put("vgg16", List.of(0.667, 0.167, 0.027));
        EXPECTED.put("vit-b16", List.of(0.0051));
        EXPECTED.put("vit-ti16", List.of(0.250, 0.0013));
    }

    /** The networks with published shapes. */
    public static final List<String> NETWORKS = List.copyOf(EXPECTED.keySet());

    private final List<String> names;
    private final Path traces;
    private final int seeds;
    private final int requests;
    private final JobContext context;
    private final Dataset dataset = Data.open(DATA).dataset();
    private final List<Integer> bottlenecks = bottlenecks();

    private DynamicSplitReproduction(List<String> names, Path traces, int seeds, int requests, JobContext context) {
        this.names = names;
        this.traces = traces;
        this.seeds = seeds;
        this.requests = requests;
        this.context = context;
    }

    /**
     * Recomputes it.
     *
     * @param names the networks whose bottlenecks are computed, some of {@link #NETWORKS}
     * @param traces the folder of the traces of scenario MobileLink-v1
     * @param seeds seeds of the comparison, at least 1
     * @param requests requests of a run, at least 1
     */
    public static DynamicSplitResult run(List<String> names, Path traces, int seeds, int requests, JobContext context) {
        names.forEach(name -> InputException.require(NETWORKS.contains(name), "a network", "one of " + NETWORKS, name));
        InputException.require(seeds >= 1, "the seeds", "at least 1", seeds);
        InputException.require(requests >= 1, "the requests", "at least 1", requests);
        return new DynamicSplitReproduction(names, traces, seeds, requests, context).run();
    }

    private DynamicSplitResult run() {
        List<NetworkBottlenecks> networks = networks();
        ParetoSet set = SearchJob.run(
                        SearchPlan.of(Data.open(DATA))
                                .withStrategy("exhaustive")
                                .build(),
                        context)
                .first();
        ActionSet actions = ActionSet.of(set, ActionSet.Kind.PARETO_PER_PART);
        int least = leastOnTraining(actions);
        String some =
                ALL_CUTS + ":cuts=" + bottlenecks.stream().map(String::valueOf).collect(Collectors.joining("-"));
        return new DynamicSplitResult(
                networks,
                cutsByRate(ActionSet.of(set, ActionSet.Kind.FULL)),
                bottlenecks,
                actions.configuration(least).toString(),
                compare(set, actions, least, some),
                Map.of(
                        ALL_CUTS, "chooses by estimates among all cuts",
                        some, "chooses by estimates among the natural bottlenecks, all remote and all local",
                        HELD, "the same among all cuts, at one hardware setting chosen on training worlds",
                        STATIC, "never changes: the least cost on the traces to train on"));
    }

    private List<NetworkBottlenecks> networks() {
        List<NetworkBottlenecks> networks = new ArrayList<>();
        try (Progress progress = context.display().begin("building networks", names.size())) {
            for (String name : names) {
                networks.add(new NetworkBottlenecks(
                        name, Objects.requireNonNull(EXPECTED.get(name)), NaturalBottlenecks.ofBuilt(name)));
                progress.reached(networks.size());
            }
        }
        return networks;
    }

    /** Of VGG16 as the device cuts it: strictly less elements than the input and all bottlenecks before. */
    private static List<Integer> bottlenecks() {
        List<Long> bytes = DynaSplitModel.VGG16.tensorBytes();
        // The input is sent as floats of four bytes, all other tensors with a byte for each element.
        double least = bytes.get(0) / 4.0;
        List<Integer> found = new ArrayList<>();
        for (int layer = 1; layer < bytes.size() - 1; layer++) {
            if (bytes.get(layer) < least) {
                least = bytes.get(layer);
                found.add(layer);
            }
        }
        return found;
    }

    private EnvironmentProvider scenario() {
        return ScenarioChoice.provider(SCENARIO, context.registry());
    }

    private ScenarioSetup setup(Dynamics.Part part, JobContext with) {
        return new ScenarioChoice(SCENARIO, traces, null, null).setup(dataset, part, with.registry());
    }

    private List<CutAtRate> cutsByRate(ActionSet all) {
        double rtt = 50;
        Request request = new Request(0, dataset.model(), 0, Double.MAX_VALUE);
        List<CutAtRate> cuts = new ArrayList<>();
        for (double mbps = 1; mbps <= 1024; mbps *= 2) {
            ScenarioSetup one = ScenarioSetup.of(
                    context.registry(), scenario().with(scenario().scenario().relaxed(mbps, rtt)), dataset, List.of());
            try (SimulatedTestbed testbed = one.testbeds().openSimulated(0)) {
                cuts.add(fastest(testbed, all, request, mbps));
            }
        }
        return cuts;
    }

    private static CutAtRate fastest(SimulatedTestbed testbed, ActionSet all, Request request, double mbps) {
        double least = Double.POSITIVE_INFINITY;
        Configuration best = all.configuration(0);
        for (int action = 0; action < all.size(); action++) {
            testbed.reset(0);
            Outcome outcome = testbed.execute(request, all.configuration(action));
            if (outcome.servingMillis() < least) {
                least = outcome.servingMillis();
                best = all.configuration(action);
            }
        }
        int cut = Integer.parseInt(best.value(Knob.SPLIT_LAYER));
        return new CutAtRate(mbps, cut, DynaSplitModel.VGG16.tensorBytes().get(cut), least);
    }

    /** The action of the least cost on training traces, each tried on the same worlds and requests. */
    private int leastOnTraining(ActionSet actions) {
        Workload workload = dataset.largestWorkload().first(TRAINING_REQUESTS);
        ScenarioSetup training = setup(Dynamics.Part.TRAIN, context);
        try (Progress progress = context.display().begin("choosing the static split", actions.size());
                Environment environment = training.environment(workload, actions)) {
            return TrainingWorlds.leastAction(environment, progress);
        }
    }

    private ComparisonResult compare(ParetoSet set, ActionSet actions, int least, String some) {
        Configuration fixed = actions.configuration(least);
        JobContext with = context.with(context.registry()
                .with(AgentProvider.class, AgentProvider.of(STATIC, "one configuration for all requests", made -> {
                    int action = made.actions().indexOf(fixed).orElseThrow();
                    return (observation, mask) -> action;
                })));
        Experiment experiment = new Experiment(
                setup(Dynamics.Part.TEST, with),
                dataset.largestWorkload().first(requests),
                set,
                List.of(ALL_CUTS, some, HELD, STATIC).stream()
                        .map(AgentSpec::parse)
                        .toList(),
                Optional.of(ActionSet.Kind.PARETO_PER_PART),
                LongStream.rangeClosed(1, seeds).boxed().toList());
        List<RunData> runs = new ArrayList<>();
        try (Progress progress = context.display().begin("running", 4L * seeds)) {
            new ExperimentRunner(context.producer(), null)
                    .run(
                            experiment,
                            Runtime.getRuntime().availableProcessors(),
                            RunData.Collector::new,
                            progress::reached)
                    .forEach(collector -> runs.add(collector.data()));
        }
        return Comparison.of(runs, ALL_CUTS, List.of(), List.of());
    }
}
