package org.wattsplit.framework.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * The result of an offline search: every evaluated configuration in the order of evaluation, and which of them no
 * other that could serve the same requests dominates. Immutable.
 */
public final class ParetoSet {
    private final ConfigurationSpace space;
    private final List<Objective> objectives;
    private final List<Evaluated> evaluated;
    private final List<Evaluated> front;

    private ParetoSet(ConfigurationSpace space, List<Objective> objectives, List<Evaluated> evaluated) {
        this.space = space;
        this.objectives = List.copyOf(objectives);
        this.evaluated = List.copyOf(evaluated);
        this.front = front(this.objectives, this.evaluated);
    }

    /** The set of those evaluations, at least one, no configuration twice, all of that space. */
    public static ParetoSet of(ConfigurationSpace space, List<Objective> objectives, List<Evaluated> evaluated) {
        Check.notEmpty("the evaluated configurations", evaluated);
        Set<Configuration> seen = new HashSet<>();
        for (Evaluated one : evaluated) {
            Check.that(seen.add(one.configuration()), "every configuration", "evaluated once", one.configuration());
        }
        return new ParetoSet(space, objectives, evaluated);
    }

    /** The space that was searched. */
    public ConfigurationSpace space() {
        return space;
    }

    /** What was minimised. */
    public List<Objective> objectives() {
        return objectives;
    }

    /** Every evaluated configuration, in the order of evaluation. */
    public List<Evaluated> evaluated() {
        return evaluated;
    }

    /** The non-dominated of them, in ascending order of their configurations. */
    public List<Evaluated> front() {
        return front;
    }

    /** The same evaluations under other objectives, which flag another front. */
    public ParetoSet withObjectives(List<Objective> others) {
        return new ParetoSet(space, others, evaluated);
    }

    /**
     * What was evaluated with some knobs held at one value each, and which of that nothing else of it dominates.
     *
     * @throws InputException where nothing was, or where the space has no such knob or value
     */
    public ParetoSet holding(Map<String, String> values) {
        if (values.isEmpty()) {
            return this;
        }
        ConfigurationSpace narrowed = space.holding(values);
        List<Evaluated> kept = evaluated.stream()
                .filter(one -> narrowed.contains(one.configuration()))
                .toList();
        if (kept.isEmpty()) {
            throw InputException.of("the Pareto set", "one with evaluated configurations of " + narrowed.held(), "none")
                    .maybe("search with the same values held");
        }
        return new ParetoSet(narrowed, objectives, kept);
    }

    /** The objective vectors of those evaluations, shape (evaluations, objectives). */
    public static double[][] vectors(List<Objective> objectives, List<Evaluated> evaluated) {
        return evaluated.stream().map(one -> one.vector(objectives)).toArray(double[][]::new);
    }

    /**
     * The non-dominated of those evaluations, in ascending order of their configurations. What serves requests of another
     * network or batch dominates nothing: no scheduler could choose it instead.
     */
    public static List<Evaluated> front(List<Objective> objectives, List<Evaluated> evaluated) {
        Map<Map<String, String>, List<Evaluated>> byKind = evaluated.stream()
                .collect(Collectors.groupingBy(one -> one.configuration().requestValues()));
        List<Evaluated> front = new ArrayList<>();
        for (List<Evaluated> ofKind : byKind.values()) {
            boolean[] flags = Dominance.nonDominated(vectors(objectives, ofKind));
            for (int i = 0; i < flags.length; i++) {
                if (flags[i]) {
                    front.add(ofKind.get(i));
                }
            }
        }
        front.sort(Comparator.comparing(Evaluated::configuration));
        return List.copyOf(front);
    }
}
