package org.wattsplit.framework.search;

import java.util.List;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;

/**
 * Suggests which configurations to evaluate next. It is told of every evaluation, also of those it did not suggest (the
 * anchors come first), and never suggests one that was evaluated.
 */
public interface SearchStrategy {
    /** At least one and at most {@code limit} configurations to evaluate next; none when the space is exhausted. */
    List<Configuration> ask(int limit);

    /** Reports evaluations, in their order. */
    void tell(List<Evaluated> evaluated);
}
