package org.wattsplit.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.random.RandomStreams;

/**
 * Environment steps a second on one thread where the world moves: scenario {@code Field-v1} with its link levels,
 * outages, load, heat, battery, queue, and late and noisy estimates. Observation, reward and info are built, nothing is
 * logged. Actions are drawn by chance beforehand; an episode's end, every 10,000 steps, is followed by a reset to
 * another seed, which is counted too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DynamicStepBenchmark {
    /** A power of 2, so that cycling through the actions is one bitwise operation. */
    private static final int ACTIONS = 4_096;

    private static final long SEED = 1;

    /**
     * How actions are chosen: {@code drawn} takes any, by which nine steps in ten change the hardware setting, eight
     * requests queue on average, and most tails run in the cloud; {@code cheap} always takes the one of least expected
     * energy, which stays on the device, keeps up with the requests and mostly waits for them.
     */
    @Param({"drawn", "cheap"})
    public String actions;

    private Environment environment;
    private int[] chosen;
    private int next;
    private long seed = SEED;
    private boolean done;

    /** Makes the environment and the actions, and begins an episode. */
    @Setup
    public void setUp() {
        ScenarioSetup setup = FieldScenario.setup();
        ActionSet set = FieldScenario.actions();
        environment = setup.environment(setup.dataset().largestWorkload(), set);
        if (actions.equals("drawn")) {
            chosen = RandomStreams.of(SEED).stream("actions")
                    .ints(ACTIONS, 0, set.size())
                    .toArray();
        } else {
            chosen = new int[ACTIONS];
            Arrays.fill(
                    chosen,
                    IntStream.range(0, set.size())
                            .boxed()
                            .min(Comparator.comparingDouble(set::energyJoules))
                            .orElseThrow());
        }
        done = true;
    }

    /** One step. */
    @Benchmark
    public Step step() {
        if (done) {
            environment.reset(seed++, ResetOptions.DEFAULT);
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
