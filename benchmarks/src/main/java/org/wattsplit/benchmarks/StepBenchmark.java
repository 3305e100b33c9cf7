package org.wattsplit.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.envs.scheduling.SchedulingEnvironment;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.replay.ReplayTestbed;

/**
 * Steps without dynamics: mean outcomes of the bundled dataset {@code synthetic} replayed, changes of the hardware setting
 * charged, every configuration an action. Actions are drawn by chance.
 */
public class StepBenchmark extends EnvironmentSteps {
    private static final TransitionCost TRANSITION = new TransitionCost(137, 0);

    /**
     * Whose configurations the actions are: the measurement table's own ones, or equal ones of a space made apart, as a
     * Pareto set has that was read from its file.
     */
    @Param({"table", "file"})
    public String actionsFrom;

    @Override
    Prepared prepare() {
        Dataset dataset = DataSource.open("synthetic", null);
        Dataset seed = actionsFrom.equals("table") ? dataset : DataSource.open("synthetic", null);
        ActionSet full = ActionSet.of(seed.space(), seed.requireTable().means());
        int initialSetting = dataset.space().cloudOnly().orElseThrow().settingIndex();
        return new Prepared(
                new SchedulingEnvironment(
                        TestbedFactory.of(ReplayTestbed.ofMeans(dataset.requireTable(), TRANSITION, initialSetting)),
                        dataset.largestWorkload(),
                        full,
                        CostWeights.R1,
                        null),
                drawn(full));
    }

    @Override
    long seed() {
        return SEED;
    }
}
