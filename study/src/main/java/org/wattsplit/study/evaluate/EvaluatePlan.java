package org.wattsplit.study.evaluate;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.agent.AgentsFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.AgentPlanBuilder;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.ScenarioChoice;

/**
 * Which agents run on what.
 *
 * @param data the data that the scenario runs on
 * @param actions where their actions come from
 * @param scenario what they run on
 * @param live hardware in the place of the scenario's testbed; null for the scenario's own
 * @param agents the agents, at least one; one that is named twice runs once, and no two have one label
 * @param actionSet the action set of all agents; empty for each agent's own, and a policy's the one it was trained with
 * @param workload name of the workload; null for the largest
 * @param requests only so many of its requests from the first on, at least 1; all where it has fewer
 * @param seed first root seed
 * @param seeds runs under as many seeds in a row, at least 1
 * @param threads runs at a time, at least 1; hardware takes one
 * @param out folder of the run logs
 * @param existing what becomes of earlier runs of the same agents and seeds
 */
public record EvaluatePlan(
        Data data,
        Actions actions,
        ScenarioChoice scenario,
        @Nullable LiveChoice live,
        List<AgentSpec> agents,
        Optional<ActionSet.Kind> actionSet,
        @Nullable String workload,
        int requests,
        long seed,
        int seeds,
        int threads,
        Path out,
        Existing existing) {
    /** As many requests as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    /** The agents unless others are named; {@link UsualAgents} adds some where the world moves. */
    public static final List<String> AGENTS = List.of(
            "cloud",
            "edge",
            "dynasplit",
            "greedy-switching",
            "fixed-setting",
            "held-split",
            "myopic-cost",
            "planner",
            "clairvoyant");

    public EvaluatePlan {
        InputException.require(requests >= 1, "the requests", "at least 1", requests);
        InputException.require(seeds >= 1, "the seeds", "at least 1", seeds);
        InputException.require(threads >= 1, "the threads", "at least 1", threads);
        agents = agents.stream().distinct().toList();
        Set<String> labels = new HashSet<>();
        for (AgentSpec agent : agents) {
            InputException.require(
                    labels.add(agent.label()), "every agent", "called by a name of its own", agent.label() + " twice");
        }
    }

    /** A builder with the usual choices, on all processors. */
    public static Builder of(Data data, Actions actions, List<String> agents, Path out) {
        return new Builder(data, actions, AgentsFile.agents(agents), out);
    }

    /** The command that does the same, but for where its result goes; null where none does. */
    public @Nullable String command() {
        return commandText().text();
    }

    /** {@link #command} with where its result goes. */
    public @Nullable String wholeCommand() {
        return commandText().option("--out", out).text();
    }

    private CommandText commandText() {
        return CommandText.of("evaluate")
                .data(data)
                .scenario(actions, scenario)
                .option("--testbed", live == null ? null : live.testbed())
                .option("--config", live == null ? null : live.config())
                .option("--agents", AgentSpec.join(agents))
                .option("--action-set", actionSet.map(ActionSet.Kind::label).orElse(null))
                .option("--workload", workload)
                .option("--requests", requests, ALL)
                .option("--seed", seed, 1L)
                .option("--seeds", seeds, 1);
    }

    /** A plan in the making, with the usual choices where no other was made. */
    public static final class Builder extends AgentPlanBuilder<Builder> {
        private final List<AgentSpec> agents;
        private @Nullable LiveChoice live;
        private @Nullable String workload;
        private int requests = ALL;

        private Builder(Data data, Actions actions, List<AgentSpec> agents, Path out) {
            super(data, actions, out);
            this.agents = agents;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** On hardware in the place of the scenario's testbed; null for the scenario's own. */
        public Builder withLive(@Nullable LiveChoice hardware) {
            live = hardware;
            return this;
        }

        /** On another workload; null for the largest. */
        public Builder withWorkload(@Nullable String name) {
            workload = name;
            return this;
        }

        /** With only so many requests. */
        public Builder withRequests(int most) {
            requests = most;
            return this;
        }

        /**
         * The plan of the choices so far.
         *
         * @throws InputException where one of them breaks a rule
         */
        public EvaluatePlan build() {
            return new EvaluatePlan(
                    data,
                    actions,
                    scenario,
                    live,
                    agents,
                    Optional.ofNullable(actionSet),
                    workload,
                    requests,
                    seed,
                    seeds,
                    threads,
                    out,
                    existing);
        }
    }
}
