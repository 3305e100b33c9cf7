package org.wattsplit.framework.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.RequestKinds;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SettingChanges;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TestbedProvider;

/** A scenario on a dataset: makes its testbeds, its environments, and what agents are made from. Thread-safe. */
public final class ScenarioSetup {
    private static final double SAME = 1e-9;

    private final Registry registry;
    private final EnvironmentProvider environments;
    private final Scenario scenario;
    private final TestbedProvider testbeds;
    private final Dataset dataset;
    private final List<NetworkTrace> traces;
    private final Map<String, String> inputs;
    private final int initialSetting;

    private ScenarioSetup(
            Registry registry,
            EnvironmentProvider environments,
            Dataset dataset,
            List<NetworkTrace> traces,
            Map<String, String> inputs) {
        this.registry = registry;
        this.environments = environments;
        this.dataset = dataset;
        this.traces = List.copyOf(traces);
        this.inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        scenario = environments.scenario();
        Dynamics.Link link = scenario.dynamics().link();
        boolean follows = link != null && link.followsTraces();
        Check.that(
                follows != traces.isEmpty(),
                "the traces of scenario " + scenario.id(),
                follows ? "at least one" : "none, as its link follows none",
                traces.size());
        testbeds = registry.of("the testbed", TestbedProvider.class).get(scenario.testbed());
        initialSetting = dataset.space().initialSetting();
    }

    /** A scenario on a dataset, with the traces that its link follows; no traces where it follows none. */
    public static ScenarioSetup of(EnvironmentProvider scenario, Dataset dataset, List<NetworkTrace> traces) {
        return of(Registry.installed(), scenario, dataset, traces);
    }

    /** The same with the testbeds and agents of a registry. */
    public static ScenarioSetup of(
            Registry registry, EnvironmentProvider scenario, Dataset dataset, List<NetworkTrace> traces) {
        Map<String, String> inputs = new TreeMap<>(dataset.inputs());
        traces.forEach(trace -> inputs.put(trace.name(), trace.checksum()));
        return new ScenarioSetup(registry, scenario, dataset, traces, inputs);
    }

    /** The scenario of that id, whose link follows no traces, on a dataset. */
    public static ScenarioSetup of(String scenarioId, Dataset dataset) {
        return of(
                Registry.installed()
                        .of("the scenario", EnvironmentProvider.class)
                        .get(scenarioId),
                dataset,
                List.of());
    }

    /** The same with one input more, a file's name and its checksum, which run logs and policies name. */
    public ScenarioSetup withInput(String name, String checksum) {
        Map<String, String> more = new TreeMap<>(inputs);
        more.put(name, checksum);
        return new ScenarioSetup(registry, environments, dataset, traces, more);
    }

    /**
     * The scenario's {@linkplain Scenario#relaxed relaxation} on the same data, its link at the best rate and the
     * shortest round trip that it ever has here. The least cost of each request there is a lower bound of any agent's.
     */
    public ScenarioSetup relaxed() {
        double mbps = 0;
        double rtt = Double.POSITIVE_INFINITY;
        Dynamics.Link link = scenario.dynamics().link();
        if (link != null && !link.followsTraces()) {
            mbps = link.mostMbps();
            rtt = link.leastRttMs();
        } else if (link != null) {
            for (NetworkTrace trace : traces) {
                mbps = Math.max(mbps, trace.mostMbps() * link.traceRate());
                rtt = Math.min(rtt, trace.hasRtt() ? trace.leastRttMillis(0) * link.traceTime() : link.rttMs());
            }
        }
        return new ScenarioSetup(registry, environments.with(scenario.relaxed(mbps, rtt)), dataset, List.of(), inputs);
    }

    /** Whether this scenario's testbed gives a first request the outcomes that are expected, but for a change of setting. */
    boolean happens(ActionSet actions, Request request) {
        ActionSet given = expected(actions, request);
        ActionMask mask = actions.within(testbeds().describe().space(), scenario.weights());
        SettingChanges changes = scenario.transition().in(actions.space());
        for (int action = 0; action < actions.size(); action++) {
            if (!mask.allows(action)) {
                continue;
            }
            int to = actions.settingIndex(action);
            double millis = actions.latencyMillis(action) + changes.millis(initialSetting, to);
            double joules = actions.energyJoules(action) + changes.joules(initialSetting, to);
            double wrong = actions.wrongAnswers(action, scenario.weights());
            if (Math.abs(given.latencyMillis(action) - millis) > SAME * (1 + millis)
                    || Math.abs(given.wrongAnswers(action, scenario.weights()) - wrong) > SAME * (1 + wrong)
                    || Math.abs(given.energyJoules(action) - joules) > SAME * (1 + joules)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same actions with the outcomes that this scenario's testbed gives a first request, the change from the initial
     * hardware setting in them.
     */
    public ActionSet expected(ActionSet actions, Request request) {
        try (SimulatedTestbed testbed = testbeds().openSimulated(0)) {
            ConfigurationSpace space = testbed.capabilities().space();
            List<Evaluated> evaluated = new ArrayList<>();
            for (int action = 0; action < actions.size(); action++) {
                if (!space.contains(actions.configuration(action))) {
                    // It is masked; nobody takes it.
                    evaluated.add(actions.expected(action));
                    continue;
                }
                testbed.reset(0);
                Configuration configuration =
                        space.configuration(actions.configuration(action).choices());
                evaluated.add(new Evaluated(
                        actions.configuration(action),
                        testbed.execute(request, configuration),
                        actions.expected(action).measurements()));
            }
            return ActionSet.of(actions.space(), evaluated);
        }
    }

    /** The traces that its link follows; empty where it follows none. */
    public List<NetworkTrace> traces() {
        return traces;
    }

    /** The same scenario on the same data, its link following other traces. */
    public ScenarioSetup following(List<NetworkTrace> others) {
        return of(registry, environments, dataset, others);
    }

    /** What testbeds and agents are found in. */
    public Registry registry() {
        return registry;
    }

    /** The scenario. */
    public Scenario scenario() {
        return scenario;
    }

    /** The dataset. */
    public Dataset dataset() {
        return dataset;
    }

    /** Checksums of what it reads: the dataset's inputs and the traces. */
    public Map<String, String> inputs() {
        return inputs;
    }

    /** What describes and opens the testbeds of the scenario. */
    public TestbedFactory testbeds() {
        return TestbedFactory.of(
                testbeds,
                new TestbedContext(
                        dataset,
                        scenario.transition(),
                        initialSetting,
                        scenario.testbedOptions(),
                        scenario.dynamics(),
                        traces,
                        registry));
    }

    /** An environment of the scenario; it closes what it opens. */
    public Environment environment(Workload workload, ActionSet actions) {
        return environments.create(testbeds(), workload, actions);
    }

    /**
     * What an agent is made from.
     *
     * @param workload the requests, whose distribution of deadlines agents may know
     * @param requests the requests in order for a bound, else empty
     */
    public AgentContext context(
            ActionSet actions,
            Workload workload,
            RandomGenerator random,
            Map<String, String> options,
            List<Request> requests) {
        try (Environment environment = environment(workload, actions)) {
            ActionMask allowed = actions.within(testbeds().describe().space(), scenario.weights());
            return new AgentContext(
                    actions,
                    allowed,
                    scenario.transition().in(actions.space()),
                    scenario.weights(),
                    DeadlineDistribution.of(workload.requests()),
                    RequestKinds.of(actions, allowed, workload.requests()),
                    initialSetting,
                    environment.observationSpace(),
                    testbeds().describe().nominal(),
                    testbeds().describe().payload(),
                    random,
                    options,
                    requests);
        }
    }
}
