package org.wattsplit.testbed.power;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/** The energy of a window of time, or why it isn't known. */
public sealed interface WindowEnergy {
    /**
     * It is known.
     *
     * @param joules at least 0
     * @param errorJoules how far it may be from the truth by what lies between readings and by their steps, at least 0; what the
     *     meter is wrong by is not in it
     * @param provenance measured or modelled
     */
    record Known(double joules, double errorJoules, Provenance provenance) implements WindowEnergy {
        public Known {
            Check.nonNegative("the energy in joules", joules);
            Check.nonNegative("the error in joules", errorJoules);
            Check.that(provenance != Provenance.ABSENT, "the energy's provenance", "measured or modelled", provenance);
        }
    }

    /**
     * It isn't known.
     *
     * @param reason why, in words
     */
    record Absent(String reason) implements WindowEnergy {
        public Absent {
            Check.notBlank("the reason", reason);
        }
    }
}
