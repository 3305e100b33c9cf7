package org.wattsplit.framework.search;

import org.wattsplit.framework.provider.Provider;

/** Makes search strategies of one kind. */
public interface SearchStrategyProvider extends Provider {
    /** Makes a strategy that has been told nothing yet. */
    SearchStrategy create(SearchProblem problem);

    /** Whether the strategy walks through the whole space, so that a budget means nothing to it. */
    default boolean exhaustive() {
        return false;
    }
}
