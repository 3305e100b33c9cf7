package org.wattsplit.framework.experiment;

import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.pareto.ParetoSet;

/**
 * Agents and seeds to run on one scenario; every agent sees the same requests and conditions under a seed.
 *
 * @param setup the scenario and its data
 * @param workload the requests
 * @param paretoSet the Pareto set that actions come from
 * @param agents at least one, each once
 * @param actionSet the action set of all agents; empty for each agent's own
 * @param seeds root seeds, at least one, each once
 */
public record Experiment(
        ScenarioSetup setup,
        Workload workload,
        ParetoSet paretoSet,
        List<AgentSpec> agents,
        Optional<ActionSet.Kind> actionSet,
        List<Long> seeds) {
    public Experiment {
        agents = List.copyOf(Check.notEmpty("the agents", agents));
        seeds = List.copyOf(Check.notEmpty("the seeds", seeds));
        Check.that(
                agents.stream().map(AgentSpec::label).distinct().count() == agents.size(),
                "the agents",
                "named once each",
                agents);
        Check.that(seeds.stream().distinct().count() == seeds.size(), "the seeds", "named once each", seeds);
    }
}
