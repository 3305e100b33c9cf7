package org.wattsplit.framework.experiment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.Thermal;

/** A run that may begin: what it is made of, and what its log says of it. */
record RunPlan(
        AgentSpec spec,
        AgentProvider provider,
        ScenarioSetup setup,
        Workload workload,
        ActionSet actions,
        RunManifest manifest) {
    /** What a run is made of: all of its plan but what its log says of it. */
    private record Parts(
            AgentProvider provider, ScenarioSetup setup, Workload workload, ActionSet.Kind kind, ActionSet actions) {}

    /**
     * Checks all of a run that can be checked before it.
     *
     * @param producer what its log names as its producer
     * @param command the command that its log names; null where there is none
     */
    static RunPlan of(Experiment experiment, AgentSpec spec, long seed, Producer producer, @Nullable String command) {
        Parts parts = parts(experiment, spec, seed);
        return new RunPlan(
                spec,
                parts.provider(),
                parts.setup(),
                parts.workload(),
                parts.actions(),
                manifest(experiment, spec, seed, parts, producer, command));
    }

    private static Parts parts(Experiment experiment, AgentSpec spec, long seed) {
        Providers<AgentProvider> providers = experiment.setup().registry().of("an agent", AgentProvider.class);
        AgentProvider provider = provider(spec, providers, experiment.agents());
        requireOwnAlias(spec, providers);
        requireOptions(spec, provider);
        if (provider.relaxed()) {
            requireNoHardware(spec, experiment.setup());
        }
        ScenarioSetup setup = provider.relaxed() ? experiment.setup().relaxed() : experiment.setup();
        Workload workload = provider.relaxed()
                ? new Workload(
                        experiment.workload().name(),
                        true,
                        experiment.workload().requests())
                : experiment.workload();
        String policy = spec.options().get(PolicyFile.OPTION);
        ActionSet.Kind kind = experiment
                .actionSet()
                .orElseGet(() -> policy == null
                        ? provider.actionSet()
                        : ActionSet.Kind.of(PolicyFile.about(PolicyFile.require(policy, seed))
                                .actionSet()));
        ActionSet actions = ActionSet.of(experiment.paretoSet(), kind);
        provider.lacking(actions).ifPresent(needed -> {
            boolean never = provider.lacking(ActionSet.of(experiment.paretoSet(), ActionSet.Kind.FULL))
                    .isPresent();
            throw InputException.of(
                            "agent " + spec,
                            "used where it has what it needs, " + needed,
                            never
                                    ? "data " + setup.dataset().name() + ", whose Pareto set has none"
                                    : "action set " + kind.label())
                    .maybe(
                            never
                                    ? "use another agent, as no action set can have it"
                                    : "use another agent, or an action set that has it");
        });
        if (provider.relaxed()) {
            actions = setup.expected(actions, workload.requests().get(0));
        }
        return new Parts(provider, setup, workload, kind, actions);
    }

    /** What is no agent behind one with options is often a part of a value in which a comma stands. */
    private static AgentProvider provider(AgentSpec spec, Providers<AgentProvider> providers, List<AgentSpec> named) {
        int before = named.indexOf(spec) - 1;
        boolean cut = !providers.all().containsKey(spec.name())
                && before >= 0
                && !named.get(before).options().isEmpty();
        if (cut) {
            throw InputException.unknown(
                    "an agent",
                    spec.name(),
                    providers.all().keySet(),
                    "it belongs to " + named.get(before)
                            + ": a comma parts agents, one in a value is written twice, and a number has a point");
        }
        return providers.get(spec.name());
    }

    /** Tables would say of one agent what is true of another. */
    private static void requireOwnAlias(AgentSpec spec, Providers<AgentProvider> providers) {
        String alias = spec.alias();
        if (alias != null && !alias.equals(spec.name()) && providers.all().containsKey(alias)) {
            throw InputException.of("the alias of agent " + spec.what(), "no other agent's name", alias);
        }
    }

    /** An agent has options that its provider knows; a learner has a policy, whose file has the others. */
    private static void requireOptions(AgentSpec spec, AgentProvider provider) {
        Set<String> known = new TreeSet<>(provider.options());
        if (provider instanceof LearnerProvider learner) {
            known.add(PolicyFile.OPTION);
            known.add(PolicyFile.LEARN);
            if (learner.needsTraining() && !spec.options().containsKey(PolicyFile.OPTION)) {
                throw InputException.of(
                                "agent " + spec.name(),
                                "named with what it learned, " + spec.name() + ":policy=FILE",
                                spec)
                        .maybe("run 'wattsplit train' first");
            }
        }
        if (spec.options().containsKey(PolicyFile.OPTION)
                && !Set.of(PolicyFile.OPTION, PolicyFile.LEARN)
                        .containsAll(spec.options().keySet())) {
            throw InputException.of(
                    "agent " + spec.name(), "named with its policy alone, whose file has its options", spec);
        }
        String learn = spec.options().getOrDefault(PolicyFile.LEARN, "true");
        if (!learn.equals("true")) {
            throw InputException.of("option " + PolicyFile.LEARN, "true or left out", learn)
                    .at("agent " + spec, 0, 0);
        }
        if (known.isEmpty() && !spec.options().isEmpty()) {
            throw InputException.of("agent " + spec.name(), "named without options, as it has none", spec);
        }
        spec.requireOptions(known);
    }

    private static RunManifest manifest(
            Experiment experiment,
            AgentSpec spec,
            long seed,
            Parts parts,
            Producer producer,
            @Nullable String command) {
        Scenario scenario = parts.setup().scenario();
        Dataset dataset = parts.setup().dataset();
        Map<String, String> settings = new TreeMap<>(scenario.testbedOptions());
        settings.put("scenario", scenario.toString());
        settings.put("agent", spec.what());
        settings.put("action_set", parts.kind().label());
        settings.put("actions", parts.actions().describe());
        settings.put("workload", experiment.workload().name());
        settings.put("requests", String.valueOf(experiment.workload().requests().size()));
        Map<String, String> inputs = new TreeMap<>(parts.setup().inputs());
        String policy = spec.options().get(PolicyFile.OPTION);
        if (policy != null) {
            String sum = Checksum.ofFile(PolicyFile.require(policy, seed));
            inputs.put(PolicyFile.OPTION, sum);
            settings.put(PolicyFile.OPTION, sum);
        }
        FileHeader header = new FileHeader(
                RunManifest.FORMAT,
                RunManifest.VERSION,
                seed,
                Checksum.ofText(settings.toString()),
                inputs,
                command,
                producer);
        return new RunManifest(
                header,
                scenario.id(),
                spec.label(),
                spec.alias() == null ? null : spec.what(),
                role(parts, experiment.setup().scenario()),
                Dependencies.checksum(experiment.paretoSet()),
                Dependencies.of(experiment.setup(), experiment.workload(), experiment.paretoSet()),
                parts.kind().label(),
                parts.actions().size(),
                dataset.name(),
                dataset.model(),
                experiment.workload().name(),
                experiment.workload().requests().size(),
                dataset.space().knobs().stream().map(Knob::name).toList(),
                dataset.space().hardwareKnobs(),
                parts.setup().testbeds().describe().conditions().stream()
                        .filter(condition -> !Condition.COMMON.contains(condition))
                        .map(Condition::column)
                        .toList(),
                scenario.weights().joulesPerMiss(),
                scenario.weights().wrongAnswerJ(),
                scenario.weights().joulesPerLateSecond(),
                scenario.weights().ofAccuracy(),
                null,
                null,
                false);
    }

    private static RunManifest.Role role(Parts parts, Scenario scenario) {
        if (!parts.provider().bound()) {
            return RunManifest.Role.AGENT;
        }
        return holds(parts) && !sparesWhereHot(scenario) ? RunManifest.Role.BOUND : RunManifest.Role.REFERENCE;
    }

    /** A throttled head that draws less power may need less energy than the cool one that a bound's agent plans with. */
    private static boolean sparesWhereHot(Scenario scenario) {
        Thermal thermal = scenario.dynamics().thermal();
        return thermal != null && thermal.throttledPower();
    }

    /** What a bound would try out there, and no log would have, is executed for real. */
    private static void requireNoHardware(AgentSpec spec, ScenarioSetup setup) {
        if (isLive(setup)) {
            throw InputException.of(
                    "agent " + spec,
                    "used on a simulated testbed, as it is a bound without dynamics",
                    setup.scenario().testbed());
        }
    }

    /**
     * Whether no agent with these actions can cost less than a bound's agent: what it plans with happens, since nothing is
     * drawn by chance and the testbed gives the outcomes that are expected, and it plans with all that happens, since without dynamics nobody waits.
     */
    private static boolean holds(Parts parts) {
        Scenario scenario = parts.setup().scenario();
        return parts.setup().testbeds().describe().deterministic()
                && (parts.provider().relaxed()
                        || (parts.workload().closedLoop()
                                && scenario.arrivals() == null
                                && scenario.dynamics().equals(Dynamics.NONE)
                                && parts.setup()
                                        .happens(
                                                parts.actions(),
                                                parts.workload().requests().get(0))));
    }

    /** Whether a scenario runs on hardware. */
    static boolean isLive(ScenarioSetup setup) {
        return setup.testbeds().describe().live();
    }
}
