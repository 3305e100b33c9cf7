package org.wattsplit.framework.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.space.Configuration;

/**
 * Searches a configuration space under a budget of evaluations. The cloud-only and edge-only configurations are
 * evaluated first, whatever the strategy; no configuration is evaluated twice.
 */
public final class OfflineSearch {
    /** Evaluates a configuration, with one measurement or several. */
    @FunctionalInterface
    public interface Evaluator {
        Evaluated evaluate(Configuration configuration);
    }

    private OfflineSearch() {}

    /**
     * Searches until the budget is spent or the space exhausted.
     *
     * @param budget evaluations at most, at least 1
     * @param progress told the number of evaluations after each
     */
    public static ParetoSet run(
            SearchProblem problem,
            SearchStrategyProvider provider,
            int budget,
            Evaluator evaluator,
            IntConsumer progress) {
        Check.that(budget > 0, "the budget", "at least 1 evaluation", budget);
        SearchStrategy strategy = provider.create(problem);
        List<Evaluated> all = new ArrayList<>();
        Set<Configuration> seen = new HashSet<>();
        List<Configuration> batch = Stream.of(
                        problem.space().cloudOnly(), problem.space().edgeOnly())
                .flatMap(Optional::stream)
                .distinct()
                .limit(budget)
                .toList();
        if (batch.isEmpty()) {
            batch = strategy.ask(budget);
        }
        while (!batch.isEmpty()) {
            List<Evaluated> told = new ArrayList<>();
            for (Configuration configuration : batch) {
                if (!seen.add(configuration)) {
                    throw new IllegalStateException(
                            "strategy " + provider.name() + " suggested " + configuration + " again");
                }
                told.add(evaluator.evaluate(configuration));
                progress.accept(all.size() + told.size());
            }
            all.addAll(told);
            strategy.tell(told);
            batch = all.size() < budget ? strategy.ask(budget - all.size()) : List.of();
        }
        return ParetoSet.of(problem.space(), problem.objectives(), all);
    }
}
