package org.wattsplit.framework.search;

import java.util.List;
import org.wattsplit.framework.pareto.Evaluated;

/** Told of a search's progress. */
@FunctionalInterface
public interface SearchListener {
    /** Another configuration was evaluated, the last of those. The list is a view: it grows later. */
    void onEvaluated(List<Evaluated> soFar);
}
