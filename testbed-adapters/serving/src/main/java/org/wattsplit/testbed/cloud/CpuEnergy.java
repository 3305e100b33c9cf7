package org.wattsplit.testbed.cloud;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;

/** Says what energy the processor spent on a request. Thread-safe. */
@FunctionalInterface
public interface CpuEnergy {
    /** Begins with the computation of a request, on the thread that computes. */
    Interval begin();

    /** A computation under way. */
    @FunctionalInterface
    interface Interval {
        /** What was spent since it began; called once, on the same thread. */
        Spent end();
    }

    /**
     * What was spent.
     *
     * @param joules at least 0
     * @param source where the figure comes from, such as {@code modelled: 3.5 W a core} or {@code measured: RAPL}
     */
    record Spent(double joules, String source) {
        public Spent {
            Check.nonNegative("the energy in joules", joules);
            Check.notBlank("the source of the energy", source);
        }

        /** Measured where the source begins with that word; whatever else it says is a model. */
        public Provenance provenance() {
            return source.startsWith("measured") ? Provenance.MEASURED : Provenance.MODELLED;
        }
    }
}
