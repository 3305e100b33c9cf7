package org.wattsplit.framework.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Measurer;

/**
 * Searches a configuration space under a budget of evaluations. The cloud-only and edge-only configurations are
 * evaluated first, whatever the strategy; no configuration is evaluated twice. Where requests differ in network or batch,
 * the budget is shared evenly, and each kind is searched by itself, as none competes with another. On a testbed that does not answer the
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
    /** What was evaluated of other kinds of requests. */
    private final List<Evaluated> before;

    private OfflineSearch(
            List<Evaluated> before,
            SearchProblem problem,
            SearchStrategyProvider provider,
            Repeats repeats,
            Measurer measurer,
            SearchListener listener) {
        this.before = List.copyOf(before);
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
        Map<Map<String, String>, ConfigurationSpace> kinds = kinds(problem.space());
        List<Evaluated> all = new ArrayList<>();
        int left = kinds.size();
        for (Map.Entry<Map<String, String>, ConfigurationSpace> kind : kinds.entrySet()) {
            int share = Math.max(1, (budget - all.size()) / left--);
            SearchProblem ofKind =
                    new SearchProblem(kind.getValue(), problem.objectives(), problem.random(), problem.batch());
            if (all.size() < budget) {
                all.addAll(new OfflineSearch(all, ofKind, provider, repeats, measurer, listener)
                        .run(share, anchors(problem.space(), kind.getKey(), share)));
            }
        }
        return ParetoSet.of(problem.space(), problem.objectives(), all);
    }

    /** The parts of a space whose configurations can serve the same requests, as far as it can be listed. */
    private static Map<Map<String, String>, ConfigurationSpace> kinds(ConfigurationSpace space) {
        boolean several = space.knobs().stream().anyMatch(knob -> Knob.OF_REQUESTS.contains(knob.name()));
        if (!several || !space.enumerable()) {
            return Map.of(Map.of(), space);
        }
        Map<Map<String, String>, List<Configuration>> byKind = new LinkedHashMap<>();
        space.stream()
                .forEach(one -> byKind.computeIfAbsent(one.requestValues(), key -> new ArrayList<>())
                        .add(one));
        Map<Map<String, String>, ConfigurationSpace> kinds = new LinkedHashMap<>();
        byKind.forEach((values, of) -> kinds.put(values, space.restrictedTo("other requests than " + values, of)));
        return kinds;
    }

    private List<Evaluated> run(int budget, List<Configuration> anchors) {
        SearchStrategy strategy = provider.create(problem);
        List<Configuration> batch = anchors;
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
        return evaluated;
    }

    /** What every search evaluates first, as far as the space has it. */
    public static List<Configuration> anchors(ConfigurationSpace space, int limit) {
        return anchors(space, Map.of(), limit);
    }

    /** The same for requests of those values. */
    private static List<Configuration> anchors(ConfigurationSpace space, Map<String, String> kind, int limit) {
        return Stream.of(space.spec().cloudOnly(), space.spec().edgeOnly())
                .filter(Objects::nonNull)
                .flatMap(values -> {
                    Map<String, String> ofKind = new HashMap<>(values);
                    ofKind.putAll(space.held());
                    ofKind.putAll(kind);
                    return space.find(ofKind).stream();
                })
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
        listener.onEvaluated(
                before.isEmpty()
                        ? Collections.unmodifiableList(evaluated)
                        : Stream.concat(before.stream(), evaluated.stream()).toList());
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
