package org.wattsplit.framework.testbed;

import java.util.List;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.space.Configuration;

/** Measures configurations for a search. */
@FunctionalInterface
public interface Measurer {
    /**
     * Measures a configuration.
     *
     * @param before how many measurements of it the search has already
     * @param times how many more it wants, at least 1; a table gives as many as it has
     */
    List<Outcome> measure(Configuration configuration, int before, int times);
}
