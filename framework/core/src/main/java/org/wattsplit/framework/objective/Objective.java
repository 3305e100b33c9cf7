package org.wattsplit.framework.objective;

import java.util.List;
import java.util.stream.Stream;
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

    /** Latency, and energy and accuracy where outcomes have them. */
    public static List<Objective> of(boolean energy, boolean accuracy) {
        return Stream.of(LATENCY, ENERGY, ACCURACY)
                .filter(objective -> (energy || objective != ENERGY) && (accuracy || objective != ACCURACY))
                .toList();
    }

    /** Latency, and energy and accuracy where every outcome has them. */
    public static List<Objective> of(List<Outcome> outcomes) {
        return of(
                outcomes.stream().allMatch(Outcome::hasEnergy),
                outcomes.stream().allMatch(outcome -> outcome.accuracy().isPresent()));
    }
}
