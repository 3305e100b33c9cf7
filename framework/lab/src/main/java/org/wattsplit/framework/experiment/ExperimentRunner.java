package org.wattsplit.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.rollout.Decider;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.rollout.Rollout;
import org.wattsplit.framework.rollout.RolloutListener;
import org.wattsplit.framework.runlog.RunListener;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.testbed.TestbedFault;

/** Runs experiments: each agent under each seed is a run of its own, so that threads do not change any result. */
public final class ExperimentRunner {
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
    public <L extends RunListener> List<L> run(
            Experiment experiment, int threads, Function<RunManifest, L> listeners, IntConsumer progress) {
        List<RunPlan> plans = new ArrayList<>();
        for (AgentSpec agent : experiment.agents()) {
            for (long seed : experiment.seeds()) {
                plans.add(RunPlan.of(experiment, agent, seed, producer, command));
            }
            // An agent that does not fit its actions or options says so before anything is written.
            RunPlan last = plans.get(plans.size() - 1);
            agent(experiment, last, experiment.seeds().get(0));
        }
        AtomicBoolean failed = new AtomicBoolean();
        List<Callable<L>> runs = new ArrayList<>();
        for (RunPlan plan : plans) {
            runs.add(() -> runUnless(failed, experiment, plan, listeners));
        }
        return Tasks.run(threads, runs, progress);
    }

    private static Agent agent(Experiment experiment, RunPlan plan, long seed) {
        Map<String, String> options = new TreeMap<>(plan.spec().options());
        String policy = options.remove(PolicyFile.OPTION);
        options.remove(PolicyFile.LEARN);
        AgentContext context = plan.setup()
                .context(
                        plan.actions(),
                        plan.workload(),
                        RandomStreams.of(seed).stream("agent"),
                        options,
                        plan.provider().bound() ? experiment.workload().requests() : List.of());
        return policy != null && plan.provider() instanceof LearnerProvider learners
                ? PolicyFile.read(PolicyFile.require(policy, seed), learners, context)
                : Blame.made(plan.spec().toString(), () -> plan.provider().create(context));
    }

    /** A run after one that failed would begin, on hardware too, what nobody waits for. */
    private <L extends RunListener> L runUnless(
            AtomicBoolean failed, Experiment experiment, RunPlan plan, Function<RunManifest, L> listeners) {
        if (failed.get()) {
            throw new CancellationException("a run before this one failed");
        }
        try {
            return run(experiment, plan, listeners);
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    private <L extends RunListener> L run(Experiment experiment, RunPlan plan, Function<RunManifest, L> listeners) {
        long seed = Objects.requireNonNull(plan.manifest().header().seed());
        Agent agent = agent(experiment, plan, seed);
        try (L listener = listeners.apply(plan.manifest())) {
            if (!listener.alreadyComplete()) {
                int first = RunPlan.isLive(plan.setup()) ? listener.passKnown() : 0;
                if (first > 0 && plan.spec().options().containsKey(PolicyFile.LEARN)) {
                    throw InputException.of(
                            "a run of " + plan.spec(),
                            "begun anew, as what it had learned is not kept",
                            "one that was cut off after " + first + " requests");
                }
                if (first == plan.workload().requests().size()) {
                    listener.onComplete();
                    return listener;
                }
                try (Environment environment = plan.setup().environment(plan.workload(), plan.actions())) {
                    @Nullable
                    Learner learner =
                            plan.spec().options().containsKey(PolicyFile.LEARN) && agent instanceof Learner one
                                    ? one
                                    : null;
                    int steps = episode(
                            environment,
                            agent,
                            learner,
                            new Blame(plan.spec().toString(), seed, first),
                            seed,
                            new ResetOptions(first),
                            listener);
                    if (learner != null) {
                        listener.onLearned(learned(plan, steps), learner);
                    }
                    listener.onComplete();
                }
            }
            return listener;
        }
    }

    /** What a policy fits that has learned for some more steps. */
    private static PolicyFile.About learned(RunPlan plan, int steps) {
        FileHeader run = plan.manifest().header();
        String policy = Objects.requireNonNull(plan.spec().options().get(PolicyFile.OPTION));
        PolicyFile.About before = PolicyFile.about(PolicyFile.require(policy, Objects.requireNonNull(run.seed())));
        return new PolicyFile.About(
                new FileHeader(
                        PolicyFile.FORMAT,
                        PolicyFile.VERSION,
                        run.seed(),
                        run.configurationHash(),
                        run.inputs(),
                        run.command(),
                        run.producer()),
                before.learner(),
                before.options(),
                plan.setup().scenario().id(),
                before.space(),
                before.actionSet(),
                before.actions(),
                before.actionsHash(),
                before.observation(),
                before.steps() + steps,
                before.dependsOn());
    }

    /** Runs one episode from the first request: the agent decides until it is over. */
    public static void episode(Environment environment, Agent agent, long seed, RunListener listener) {
        episode(environment, agent, null, new Blame("of the program", seed, 0), seed, ResetOptions.DEFAULT, listener);
        listener.onComplete();
    }

    /** Runs one episode, whose agent is the learner where there is one, which explores and learns then; the steps taken. */
    private static int episode(
            Environment environment,
            Agent agent,
            @Nullable Learner learner,
            Blame blame,
            long seed,
            ResetOptions options,
            RunListener listener) {
        agent.reset();
        try {
            Reset start = environment.reset(seed, options);
            listener.onReset(start);
            return run(environment, start, agent, learner, blame, listener);
        } catch (TestbedFault e) {
            throw blame.of(e);
        }
    }

    private static int run(
            Environment environment,
            Reset start,
            Agent agent,
            @Nullable Learner learner,
            Blame blame,
            RunListener listener) {
        Decider decider = blame.of(learner == null ? agent::act : learner::explore);
        return Rollout.run(environment, start, decider, new RolloutListener() {
            @Override
            public void onDecision() {
                listener.onDecision();
            }

            @Override
            public void onOutcome(Moment moment) {
                listener.onOutcome(moment);
                blame.tell(agent, moment.action(), moment.step().info().outcome());
                if (learner != null) {
                    learner.observe(moment.transition());
                }
            }
        });
    }
}
