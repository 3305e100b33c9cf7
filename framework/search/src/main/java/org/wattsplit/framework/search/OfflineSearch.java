package org.wattsplit.framework.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Measurer;

/**
 * Searches a configuration space under a budget of evaluations. The cloud-only and edge-only configurations are
 * evaluated first, whatever the strategy; no configuration is evaluated twice. On a testbed that does not answer the
 * same twice, the configurations on the front, and on the next front behind it, are measured again in the end, until
 * all of them have the most measurements that are wanted.
 *
 * <p>Everything but the measurements follows from the problem's chance: the same answers give the same questions, so
 * that {@link SearchCheckpoint} can resume a search by answering again what was answered before.
 */
public final class OfflineSearch {
    private final SearchProblem problem;
    private final SearchStrategyProvider provider;
    private final Repeats repeats;
    private final Measurer measurer;
    private final SearchListener listener;
    private final Map<Configuration, List<Outcome>> measured = new LinkedHashMap<>();
    private final List<Evaluated> evaluated = new ArrayList<>();

    private OfflineSearch(
            SearchProblem problem,
            SearchStrategyProvider provider,
            Repeats repeats,
            Measurer measurer,
            SearchListener listener) {
        this.problem = problem;
        this.provider = provider;
        this.repeats = repeats;
        this.measurer = measurer;
        this.listener = listener;
    }

    /**
     * Searches until the budget is spent or the space exhausted.
     *
     * @param budget evaluations at most, at least 1
     * @param listener told after each evaluation
     */
    public static ParetoSet run(
            SearchProblem problem,
            SearchStrategyProvider provider,
            int budget,
            Repeats repeats,
            Measurer measurer,
            SearchListener listener) {
        Check.that(budget > 0, "the budget", "at least 1 evaluation", budget);
        return new OfflineSearch(problem, provider, repeats, measurer, listener).run(budget);
    }

    private ParetoSet run(int budget) {
        SearchStrategy strategy = provider.create(problem);
        List<Configuration> batch = anchors(problem.space(), budget);
        if (batch.isEmpty()) {
            batch = strategy.ask(budget);
        }
        while (!batch.isEmpty()) {
            int before = evaluated.size();
            batch.forEach(this::evaluate);
            strategy.tell(List.copyOf(evaluated.subList(before, evaluated.size())));
            batch = evaluated.size() < budget ? strategy.ask(budget - evaluated.size()) : List.of();
        }
        while (measureAgain()) {}
        return ParetoSet.of(problem.space(), problem.objectives(), evaluated);
    }

    /** What every search evaluates first, as far as the space has it. */
    public static List<Configuration> anchors(ConfigurationSpace space, int limit) {
        return Stream.of(space.cloudOnly(), space.edgeOnly())
                .flatMap(Optional::stream)
                .distinct()
                .limit(limit)
                .toList();
    }

    private void evaluate(Configuration configuration) {
        if (measured.containsKey(configuration)) {
            throw new IllegalStateException("strategy " + provider.name() + " suggested " + configuration + " again");
        }
        measured.put(configuration, new ArrayList<>(measurer.measure(configuration, 0, repeats.first())));
        evaluated.add(judged(configuration));
        listener.onEvaluated(Collections.unmodifiableList(evaluated));
    }

    private Evaluated judged(Configuration configuration) {
        return Evaluated.of(configuration, measured.getOrDefault(configuration, List.of()), repeats.quantile());
    }

    /** One more measurement of everything next to the front that has too few; whether there was any such. */
    private boolean measureAgain() {
        boolean any = false;
        Set<Configuration> near = nearFront();
        for (int i = 0; i < evaluated.size(); i++) {
            Evaluated one = evaluated.get(i);
            if (one.measurements() < repeats.most() && near.contains(one.configuration())) {
                measured.computeIfAbsent(one.configuration(), key -> new ArrayList<>())
                        .addAll(measurer.measure(one.configuration(), one.measurements(), 1));
                evaluated.set(i, judged(one.configuration()));
                any = true;
            }
        }
        return any;
    }

    /** The front, and the front of what is left without it: a few unlucky measurements hide no good configuration. */
    private Set<Configuration> nearFront() {
        Set<Configuration> near = new HashSet<>();
        for (int front = 0; front < 2; front++) {
            List<Evaluated> rest = evaluated.stream()
                    .filter(one -> !near.contains(one.configuration()))
                    .toList();
            if (!rest.isEmpty()) {
                ParetoSet.front(problem.objectives(), rest).forEach(one -> near.add(one.configuration()));
            }
        }
        return near;
    }
}
