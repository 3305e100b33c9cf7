package org.wattsplit.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;

/**
 * The time of one decision of a frozen policy: {@code ppo} in its default sizes on scenario {@code Field-v1}, all
 * actions allowed. Its weights are the chance ones that training begins with; trained ones take the same arithmetic.
 *
 * <p>Mean, and percentiles of single calls, in which pauses of the garbage collector count; the heap is Java's default.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    /** A power of 2, so that cycling through the observations is one bitwise operation. */
    private static final int OBSERVATIONS = 4_096;

    private static final long SEED = 1;

    private Agent policy;
    private Environment environment;
    private ActionMask mask;
    private double[][] seen;
    private int next;
    private long seed = SEED;
    private Observation observation;

    /** Makes the policy, and what it observes in an episode of its own decisions. */
    @Setup
    public void setUp() {
        ScenarioSetup setup = FieldScenario.setup();
        ActionSet actions = FieldScenario.actions();
        Workload workload = setup.dataset().largestWorkload();
        environment = setup.environment(workload, actions);
        policy = Providers.load("an agent", AgentProvider.class)
                .get("ppo")
                .create(setup.context(actions, workload, RandomStreams.of(SEED).stream("agent"), Map.of(), List.of()));
        begin();
        seen = new double[OBSERVATIONS][];
        for (int i = 0; i < OBSERVATIONS; i++) {
            seen[i] = observation.toArray();
            decideAndStep();
        }
    }

    private void begin() {
        Reset reset = environment.reset(seed++, ResetOptions.DEFAULT);
        observation = reset.observation();
        mask = reset.mask();
    }

    /** From the numbers of an observation to the action: observation, features, network, expected costs, largest. */
    @Benchmark
    public int decide() {
        next = (next + 1) & (OBSERVATIONS - 1);
        return policy.act(Observation.of(seen[next]), mask);
    }

    /**
     * From one observation to the next: the decision, and the whole step that executes it on the model and makes the
     * next observation out of the testbed's state. Resets, one in 10,000 steps, are counted too.
     */
    @Benchmark
    public Step decideAndStep() {
        Step step = environment.step(policy.act(observation, mask));
        if (step.done()) {
            begin();
        } else {
            observation = step.observation();
        }
        return step;
    }

    /** Closes the environment. */
    @TearDown
    public void tearDown() {
        environment.close();
    }
}
