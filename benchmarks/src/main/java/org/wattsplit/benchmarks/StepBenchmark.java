package org.wattsplit.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wattsplit.datasets.synthetic.SyntheticDataset;
import org.wattsplit.envs.scheduling.SchedulingEnvironment;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.replay.ReplayTestbed;

/** One environment step on a replay of 160 configurations, reconfiguration charged, actions drawn by chance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    private static final int ACTIONS = 1 << 13;

    private Environment environment = environment();
    private int[] actions = {};
    private int next;
    private boolean done = true;

    private static Environment environment() {
        Dataset dataset = new SyntheticDataset().load();
        MeasurementTable table = dataset.requireTable();
        return new SchedulingEnvironment(
                ReplayTestbed.ofMeans(table, new TransitionCost(137, 0), 0),
                dataset.largestWorkload(),
                ActionSet.of(dataset.space(), table.means()),
                CostWeights.R1);
    }

    /** Draws the actions. */
    @Setup(Level.Trial)
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        actions = random.ints(ACTIONS, 0, environment.actionSpace().n()).toArray();
    }

    /** Closes the environment. */
    @TearDown
    public void close() {
        environment.close();
    }

    /** Steps, and resets after the last request. */
    @Benchmark
    public Step step() {
        if (done) {
            environment.reset(1, ResetOptions.DEFAULT);
        }
        next = (next + 1) & (ACTIONS - 1);
        Step step = environment.step(actions[next]);
        done = step.done();
        return step;
    }
}
