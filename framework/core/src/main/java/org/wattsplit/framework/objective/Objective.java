package org.wattsplit.framework.objective;

import java.util.List;
import org.wattsplit.framework.outcome.Outcome;

/** What the offline search trades off. Every objective is minimised; accuracy enters negated. */
public enum Objective {
    LATENCY,
    ENERGY,
    ACCURACY;

    /** Latency and energy. */
    public static final List<Objective> TWO = List.of(LATENCY, ENERGY);

    /** Latency, energy and accuracy. */
    public static final List<Objective> THREE = List.of(LATENCY, ENERGY, ACCURACY);

    /** All three where every outcome has an accuracy, else the first two. */
    public static List<Objective> of(List<Outcome> outcomes) {
        return outcomes.stream().allMatch(outcome -> outcome.accuracy().isPresent()) ? THREE : TWO;
    }
}
