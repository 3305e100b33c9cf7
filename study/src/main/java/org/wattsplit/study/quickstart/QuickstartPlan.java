package org.wattsplit.study.quickstart;

import java.nio.file.Path;
import java.util.Map;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.ScenarioChoice;

/**
 * A whole study on some data.
 *
 * @param data what it runs on
 * @param held values that knobs are held at, by name
 * @param scenario the scenario that agents learn and run on
 * @param steps steps that the learner is trained for; 0 for no learner
 * @param out folder of all results
 * @param existing what becomes of an earlier one's
 */
public record QuickstartPlan(
        Data data, Map<String, String> held, ScenarioChoice scenario, int steps, Path out, Existing existing) {
    /** The learner that is trained. */
    public static final String LEARNER = "ppo";

    public QuickstartPlan {
        held = Map.copyOf(held);
        InputException.require(steps >= 0, "the steps", "at least 0", steps);
    }
}
