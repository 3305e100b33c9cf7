package org.wattsplit.framework.space;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A space's constraints, with their values as positions. */
final class Rules {
    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = rules;
    }

    /** A constraint with its values as positions: {@code allowed[knob][value]}, empty where it says nothing. */
    private record Rule(String reason, boolean[][] when, boolean[][] then) {
        boolean applies(int[] choices) {
            return matches(when, choices);
        }

        boolean holds(int[] choices) {
            return !applies(choices) || matches(then, choices);
        }

        private static boolean matches(boolean[][] allowed, int[] choices) {
            for (int i = 0; i < choices.length; i++) {
                boolean[] row = allowed[i];
                if (row.length > 0 && !row[choices[i]]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Those of a space's constraints. */
    static Rules of(List<Constraint> constraints, Positions positions) {
        return new Rules(constraints.stream()
                .map(constraint -> new Rule(
                        constraint.reason(),
                        allowed(constraint.when(), positions),
                        allowed(constraint.then(), positions)))
                .toList());
    }

    private static boolean[][] allowed(Map<String, List<String>> values, Positions positions) {
        boolean[][] allowed = new boolean[positions.count()][0];
        values.forEach((name, list) -> {
            int knob = positions.knob(name);
            boolean[] row = new boolean[positions.size(knob)];
            list.forEach(value -> row[positions.choice(knob, value)] = true);
            allowed[knob] = row;
        });
        return allowed;
    }

    /** The reason of the first rule that an assignment breaks; empty where it keeps all. */
    Optional<String> broken(int[] choices) {
        for (Rule rule : rules) {
            if (!rule.holds(choices)) {
                return Optional.of(rule.reason());
            }
        }
        return Optional.empty();
    }

    /**
     * An assignment with the knobs that a broken rule restricts at their nearest allowed value, one rule after the other;
     * rules that undo each other may still be broken.
     */
    int[] mended(int[] wanted) {
        int[] choices = wanted.clone();
        for (int round = 0; round <= rules.size(); round++) {
            Optional<Rule> broken =
                    rules.stream().filter(rule -> !rule.holds(choices)).findFirst();
            if (broken.isEmpty()) {
                break;
            }
            boolean[][] then = broken.get().then();
            for (int knob = 0; knob < then.length; knob++) {
                boolean[] allowed = then[knob];
                if (allowed.length > 0 && !allowed[choices[knob]]) {
                    choices[knob] = nearestAllowed(allowed, choices[knob]);
                }
            }
        }
        return choices;
    }

    private static int nearestAllowed(boolean[] allowed, int from) {
        for (int distance = 0; distance < allowed.length; distance++) {
            if (from - distance >= 0 && allowed[from - distance]) {
                return from - distance;
            }
            if (from + distance < allowed.length && allowed[from + distance]) {
                return from + distance;
            }
        }
        throw new IllegalStateException("a constraint allows no value");
    }
}
