package org.wattsplit.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.runlog.StepListener;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;

/** Runs experiments: each agent under each seed is a run of its own, so that threads do not change any result. */
public final class ExperimentRunner {
    private final Providers<EnvironmentProvider> environments =
            Providers.load("the scenario", EnvironmentProvider.class);
    private final Providers<TestbedProvider> testbeds = Providers.load("the testbed", TestbedProvider.class);
    private final Providers<AgentProvider> agents = Providers.load("an agent", AgentProvider.class);
    private final Producer producer;
    private final @Nullable String command;

    /**
     * A runner of experiments.
     *
     * @param producer what logs name as their producer
     * @param command the command that logs name as theirs; null where there is none
     */
    public ExperimentRunner(Producer producer, @Nullable String command) {
        this.producer = producer;
        this.command = command;
    }

    /**
     * Checks everything that can be checked, then runs.
     *
     * @param threads runs at a time, at least 1
     * @param listeners makes the listener of a run; runs of several threads ask at once
     * @param progress told the number of complete runs after each
     */
    public <L extends StepListener> List<L> run(
            Experiment experiment, int threads, Function<RunManifest, L> listeners, IntConsumer progress) {
        List<Plan> plans = new ArrayList<>();
        for (AgentSpec agent : experiment.agents()) {
            for (long seed : experiment.seeds()) {
                plans.add(plan(experiment, agent, seed));
            }
            // An agent that does not fit its actions or options says so before anything is written.
            Plan last = plans.get(plans.size() - 1);
            last.provider().create(context(experiment, last, 0));
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, plans.size()));
        try {
            List<Future<L>> futures = new ArrayList<>();
            for (Plan plan : plans) {
                futures.add(executor.submit(() -> run(experiment, plan, listeners)));
            }
            List<L> results = new ArrayList<>();
            for (Future<L> future : futures) {
                results.add(future.get());
                progress.accept(results.size());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private record Plan(
            AgentSpec spec, AgentProvider provider, Scenario scenario, ActionSet actions, RunManifest manifest) {}

    private Plan plan(Experiment experiment, AgentSpec spec, long seed) {
        AgentProvider provider = agents.get(spec.name());
        for (String option : spec.options().keySet()) {
            if (!provider.options().contains(option)) {
                throw InputException.unknown("an option of agent " + spec.name(), option, provider.options());
            }
        }
        Scenario scenario = environments.get(experiment.scenario()).scenario();
        ActionSet.Kind kind = experiment.actionSet().orElse(provider.actionSet());
        ActionSet actions = ActionSet.of(experiment.seedSet(), kind);
        Map<String, String> settings = new TreeMap<>(scenario.testbedOptions());
        settings.put("scenario", scenario.toString());
        settings.put("agent", spec.toString());
        settings.put("action_set", kind.label());
        settings.put("actions", actions.describe());
        settings.put("workload", experiment.workload().name());
        settings.put("requests", String.valueOf(experiment.workload().requests().size()));
        FileHeader header = new FileHeader(
                RunManifest.FORMAT,
                RunManifest.VERSION,
                seed,
                Checksum.ofText(settings.toString()),
                experiment.dataset().inputs(),
                command,
                producer);
        boolean deterministic;
        try (Testbed testbed = testbed(experiment, scenario)) {
            deterministic = testbed.capabilities().deterministic();
        }
        RunManifest.Role role = !provider.bound()
                ? RunManifest.Role.AGENT
                : deterministic ? RunManifest.Role.BOUND : RunManifest.Role.REFERENCE;
        RunManifest manifest = new RunManifest(
                header,
                scenario.id(),
                spec.toString(),
                role,
                kind.label(),
                actions.size(),
                experiment.dataset().name(),
                experiment.dataset().model(),
                experiment.workload().name(),
                experiment.workload().requests().size(),
                experiment.dataset().space().knobs().stream().map(Knob::name).toList(),
                scenario.weights().joulesPerMiss(),
                false);
        return new Plan(spec, provider, scenario, actions, manifest);
    }

    private Testbed testbed(Experiment experiment, Scenario scenario) {
        return testbeds.get(scenario.testbed())
                .create(new TestbedContext(
                        experiment.dataset(),
                        scenario.transition(),
                        initialSetting(experiment),
                        scenario.testbedOptions()));
    }

    private static int initialSetting(Experiment experiment) {
        var space = experiment.dataset().space();
        return space.cloudOnly()
                .map(Configuration::settingIndex)
                .orElseThrow(() -> InputException.of(
                        "the cloud-only configuration", "feasible", space.spec().cloudOnly()));
    }

    private static AgentContext context(Experiment experiment, Plan plan, long seed) {
        return new AgentContext(
                plan.actions(),
                plan.scenario().transition(),
                plan.scenario().weights(),
                DeadlineDistribution.of(experiment.workload().requests()),
                initialSetting(experiment),
                RandomStreams.of(seed).stream("agent"),
                plan.spec().options(),
                plan.provider().bound() ? experiment.workload().requests() : List.of());
    }

    private <L extends StepListener> L run(Experiment experiment, Plan plan, Function<RunManifest, L> listeners) {
        long seed = Objects.requireNonNull(plan.manifest().header().seed());
        Agent agent = plan.provider().create(context(experiment, plan, seed));
        EnvironmentProvider provider = environments.get(plan.scenario().id());
        try (L listener = listeners.apply(plan.manifest())) {
            if (!listener.alreadyComplete()) {
                try (Environment environment =
                        provider.create(testbed(experiment, plan.scenario()), experiment.workload(), plan.actions())) {
                    episode(environment, agent, seed, listener);
                }
            }
            return listener;
        }
    }

    /** Runs one episode: the agent decides until it is over. */
    public static void episode(Environment environment, Agent agent, long seed, StepListener listener) {
        agent.reset();
        Reset reset = environment.reset(seed, ResetOptions.DEFAULT);
        Observation observation = reset.observation();
        ActionMask mask = reset.mask();
        boolean done = false;
        while (!done) {
            long before = System.nanoTime();
            int action = agent.act(observation, mask);
            long decisionNanos = System.nanoTime() - before;
            Step step = environment.step(action);
            listener.onStep(action, step, decisionNanos);
            observation = step.observation();
            mask = step.info().mask();
            done = step.done();
        }
        listener.onComplete();
    }
}
