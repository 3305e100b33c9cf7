package org.wattsplit.benchmarks;

import java.util.concurrent.TimeUnit;
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
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.envs.scheduling.SchedulingEnvironment;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.replay.ReplayTestbed;

/**
 * Environment steps a second on one thread: mean outcomes of the bundled dataset {@code synthetic} replayed, changes of
 * the hardware setting charged, every configuration an action, observation, reward and info built, nothing logged.
 * Actions are drawn by chance beforehand; an episode's end is followed by a reset, which is counted too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    /** A power of 2, so that cycling through the actions is one bitwise operation. */
    private static final int ACTIONS = 4_096;

    private static final long SEED = 1;
    private static final TransitionCost TRANSITION = new TransitionCost(137, 0);

    /**
     * Whose configurations the actions are: the measurement table's own ones, or equal ones of a space made apart, as a
     * Pareto set has that was read from its file.
     */
    @Param({"table", "file"})
    public String actionsFrom;

    private Environment environment;
    private int[] actions;
    private int next;
    private boolean done;

    /** Makes the environment and the actions, and begins an episode. */
    @Setup
    public void setUp() {
        Dataset dataset = DataSource.open("synthetic", null);
        Dataset seed = actionsFrom.equals("table") ? dataset : DataSource.open("synthetic", null);
        ActionSet full = ActionSet.of(seed.space(), seed.requireTable().means());
        int initialSetting = dataset.space().cloudOnly().orElseThrow().settingIndex();
        environment = new SchedulingEnvironment(
                TestbedFactory.of(ReplayTestbed.ofMeans(dataset.requireTable(), TRANSITION, initialSetting)),
                dataset.largestWorkload(),
                full,
                CostWeights.R1,
                null);
        actions = RandomStreams.of(SEED).stream("actions")
                .ints(ACTIONS, 0, full.size())
                .toArray();
        done = true;
    }

    /** One step. */
    @Benchmark
    public Step step() {
        if (done) {
            environment.reset(SEED, ResetOptions.DEFAULT);
        }
        next = (next + 1) & (ACTIONS - 1);
        Step step = environment.step(actions[next]);
        done = step.terminated() || step.truncated();
        return step;
    }

    /** Closes the environment. */
    @TearDown
    public void tearDown() {
        environment.close();
    }
}
