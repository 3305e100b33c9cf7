package org.wattsplit.benchmarks;

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
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.random.RandomStreams;

/**
 * Environment steps a second on one thread: observation, reward and info are built, nothing is logged. Actions are chosen
 * beforehand; an episode's end is followed by a reset, which is counted too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class EnvironmentSteps {
    /** The first seed. */
    static final long SEED = 1;

    /** A power of 2, so that cycling through the actions is one bitwise operation. */
    static final int ACTIONS = 4_096;

    private Environment environment;
    private int[] chosen;
    private int next;
    private boolean done;

    /** An environment, and {@value #ACTIONS} actions for it. */
    record Prepared(Environment environment, int[] actions) {}

    /** Makes what the steps are of. */
    abstract Prepared prepare();

    /** The seed of the next episode. */
    abstract long seed();

    /** Actions by chance. */
    static int[] drawn(ActionSet set) {
        return RandomStreams.of(SEED).stream("actions")
                .ints(ACTIONS, 0, set.size())
                .toArray();
    }

    /** Makes the environment and the actions; the first step begins an episode. */
    @Setup
    public void setUp() {
        Prepared prepared = prepare();
        environment = prepared.environment();
        chosen = prepared.actions();
        done = true;
    }

    /** One step. */
    @Benchmark
    public Step step() {
        if (done) {
            environment.reset(seed(), ResetOptions.DEFAULT);
        }
        next = (next + 1) & (ACTIONS - 1);
        Step step = environment.step(chosen[next]);
        done = step.done();
        return step;
    }

    /** Closes the environment. */
    @TearDown
    public void tearDown() {
        environment.close();
    }
}
