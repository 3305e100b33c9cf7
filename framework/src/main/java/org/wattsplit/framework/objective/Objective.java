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

    /** The number to minimise: milliseconds, joules, or minus the accuracy, which must be present. */
    public double minimised(Outcome outcome) {
        return switch (this) {
            case LATENCY -> outcome.latencyMillis();
            case ENERGY -> outcome.energyJoules();
            case ACCURACY -> -outcome.accuracy().orElseThrow();
        };
    }

    /** The numbers to minimise, one for each objective. */
    public static double[] vector(List<Objective> objectives, Outcome outcome) {
        double[] vector = new double[objectives.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = objectives.get(i).minimised(outcome);
        }
        return vector;
    }
}
