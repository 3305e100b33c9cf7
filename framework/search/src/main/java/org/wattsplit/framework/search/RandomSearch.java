package org.wattsplit.framework.search;

import java.util.List;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;

/** Draws configurations evenly, without repeats. */
public final class RandomSearch implements SearchStrategyProvider {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public String description() {
        return "evenly drawn configurations without repeats";
    }

    @Override
    public SearchStrategy create(SearchProblem problem) {
        Unseen unseen = new Unseen(problem.space());
        return new SearchStrategy() {
            @Override
            public List<Configuration> ask(int limit) {
                return unseen.sample(problem.random()).map(List::of).orElseGet(List::of);
            }

            @Override
            public void tell(List<Evaluated> evaluated) {
                evaluated.forEach(one -> unseen.remove(one.configuration()));
            }
        };
    }
}
