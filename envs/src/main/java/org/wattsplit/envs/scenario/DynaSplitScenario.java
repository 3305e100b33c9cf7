package org.wattsplit.envs.scenario;

import java.util.Map;
import org.wattsplit.envs.scheduling.SchedulingEnvironment;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * The scenarios after DynaSplit (arXiv 2410.23881). A request costs its energy, and 100 J more
 * when it misses its deadline.
 */
public abstract sealed class DynaSplitScenario implements EnvironmentProvider {
    /** The published median time of a change of the hardware setting, in milliseconds. */
    private static final TransitionCost PUBLISHED_MEDIAN = new TransitionCost(137, 0);

    private static final String REPLAY = "replay";

    private final Scenario scenario;

    private DynaSplitScenario(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public final Scenario scenario() {
        return scenario;
    }

    @Override
    public final Environment create(Testbed testbed, Workload workload, ActionSet actions) {
        return new SchedulingEnvironment(testbed, workload, actions, scenario.weights());
    }

    /** Changes of the hardware setting take their published median time. */
    public static final class Charged extends DynaSplitScenario {
        public Charged() {
            super(new Scenario(
                    "DynaSplit-v1",
                    "mean measured outcomes; a change of the hardware setting takes 137 ms",
                    REPLAY,
                    Map.of(),
                    PUBLISHED_MEDIAN,
                    CostWeights.R1));
        }
    }

    /** Changes of the hardware setting are free, as in the published results. */
    public static final class Free extends DynaSplitScenario {
        public Free() {
            super(new Scenario(
                    "DynaSplitFree-v1",
                    "mean measured outcomes; changes of the hardware setting are free, as published",
                    REPLAY,
                    Map.of(),
                    TransitionCost.FREE,
                    CostWeights.R1));
        }
    }

    /** Each outcome is a measured row drawn by chance. */
    public static final class Sampled extends DynaSplitScenario {
        public Sampled() {
            super(new Scenario(
                    "DynaSplitSampled-v1",
                    "a measured row drawn for each request; a change of the hardware setting takes 137 ms",
                    REPLAY,
                    Map.of("outcome", "sampled"),
                    PUBLISHED_MEDIAN,
                    CostWeights.R1));
        }
    }

    /** The bundled model of DynaSplit's testbed in the place of its measurements. */
    public static final class Model extends DynaSplitScenario {
        public Model() {
            super(new Scenario(
                    "DynaSplitModel-v1",
                    "the bundled model of DynaSplit's testbed; a change of the hardware setting takes 137 ms",
                    "model",
                    Map.of("device", "pi4-coral-gpu"),
                    PUBLISHED_MEDIAN,
                    CostWeights.R1));
        }
    }
}
