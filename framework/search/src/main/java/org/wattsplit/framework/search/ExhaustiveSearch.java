package org.wattsplit.framework.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;

/** Walks through the whole space in its order. */
public final class ExhaustiveSearch implements SearchStrategyProvider {
    @Override
    public String name() {
        return "exhaustive";
    }

    @Override
    public String description() {
        return "every configuration of the space, whatever the budget";
    }

    @Override
    public boolean exhaustive() {
        return true;
    }

    @Override
    public SearchStrategy create(SearchProblem problem) {
        Deque<Configuration> left = new ArrayDeque<>(problem.space().stream().toList());
        return new SearchStrategy() {
            @Override
            public List<Configuration> ask(int limit) {
                List<Configuration> batch = new ArrayList<>();
                while (batch.size() < limit && !left.isEmpty()) {
                    batch.add(left.removeFirst());
                }
                return batch;
            }

            @Override
            public void tell(List<Evaluated> evaluated) {
                evaluated.forEach(one -> left.removeFirstOccurrence(one.configuration()));
            }
        };
    }
}
