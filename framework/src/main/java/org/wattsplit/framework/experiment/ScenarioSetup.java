package org.wattsplit.framework.experiment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;

/** A scenario on a dataset: makes its testbeds, its environments, and what agents are made from. Thread-safe. */
public final class ScenarioSetup {
    private final EnvironmentProvider environments;
    private final TestbedProvider testbeds;
    private final Dataset dataset;
    private final int initialSetting;

    private ScenarioSetup(EnvironmentProvider environments, Dataset dataset) {
        this.environments = environments;
        this.dataset = dataset;
        testbeds = Providers.load("the testbed", TestbedProvider.class)
                .get(environments.scenario().testbed());
        initialSetting = dataset.space()
                .cloudOnly()
                .map(Configuration::settingIndex)
                .orElseThrow(() -> InputException.of(
                        "the cloud-only configuration",
                        "feasible",
                        dataset.space().spec().cloudOnly()));
    }

    /** The scenario of that id on a dataset. */
    public static ScenarioSetup of(String scenarioId, Dataset dataset) {
        return new ScenarioSetup(
                Providers.load("the scenario", EnvironmentProvider.class).get(scenarioId), dataset);
    }

    /** The scenario. */
    public Scenario scenario() {
        return environments.scenario();
    }

    /** The dataset. */
    public Dataset dataset() {
        return dataset;
    }

    /** A testbed of the scenario. */
    public Testbed testbed() {
        return testbeds.create(new TestbedContext(
                dataset, scenario().transition(), initialSetting, scenario().testbedOptions()));
    }

    /** An environment of the scenario; it closes its testbed. */
    public Environment environment(Workload workload, ActionSet actions) {
        return environments.create(testbed(), workload, actions);
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
            return new AgentContext(
                    actions,
                    scenario().transition(),
                    scenario().weights(),
                    DeadlineDistribution.of(workload.requests()),
                    initialSetting,
                    environment.observationSpace(),
                    random,
                    options,
                    requests);
        }
    }
}
