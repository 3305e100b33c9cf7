package org.wattsplit.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Param;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.ScenarioSetup;

/**
 * Steps where the world moves: scenario {@code Field-v1} with its link levels, outages, load, heat, battery, queue, and
 * late and noisy estimates. An episode ends every 10,000 steps, and each has another seed.
 */
public class DynamicStepBenchmark extends EnvironmentSteps {
    /**
     * How actions are chosen: {@code drawn} takes any, by which nine steps in ten change the hardware setting, eight
     * requests queue on average, and most tails run in the cloud; {@code cheap} always takes the one of least expected
     * energy, which stays on the device, keeps up with the requests and mostly waits for them.
     */
    @Param({"drawn", "cheap"})
    public String actions;

    private long seed = SEED;

    @Override
    Prepared prepare() {
        ScenarioSetup setup = FieldScenario.setup();
        ActionSet set = FieldScenario.actions();
        return new Prepared(
                setup.environment(setup.dataset().largestWorkload(), set),
                actions.equals("drawn") ? drawn(set) : cheapest(set));
    }

    private static int[] cheapest(ActionSet set) {
        int[] chosen = new int[ACTIONS];
        Arrays.fill(
                chosen,
                IntStream.range(0, set.size())
                        .boxed()
                        .min(Comparator.comparingDouble(set::energyJoules))
                        .orElseThrow());
        return chosen;
    }

    @Override
    long seed() {
        return seed++;
    }
}
