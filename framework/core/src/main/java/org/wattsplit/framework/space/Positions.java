package org.wattsplit.framework.space;

import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/** The values of a space's knobs as positions among them, and all of an assignment's positions as one number. */
final class Positions {
    private final SpaceSpec spec;
    private final int[] radix;
    private final long assignments;

    Positions(SpaceSpec spec) {
        this.spec = spec;
        List<Knob> knobs = Check.notEmpty("the knobs", spec.knobs());
        Check.that(
                knobs.stream().map(Knob::name).distinct().count() == knobs.size(),
                "the knobs' names",
                "distinct",
                (Object) knobs.stream().map(Knob::name).toList());
        radix = knobs.stream().mapToInt(knob -> knob.values().size()).toArray();
        long product = 1;
        for (int size : radix) {
            Check.that(
                    product <= Long.MAX_VALUE / size,
                    "the space " + spec.name(),
                    "below 2^63 assignments",
                    spec.name());
            product *= size;
        }
        assignments = product;
    }

    /** The number of knobs. */
    int count() {
        return radix.length;
    }

    /** The number of a knob's values. */
    int size(int knob) {
        return radix[knob];
    }

    /** The product of the numbers of values. */
    long assignments() {
        return assignments;
    }

    /** The position of the knob of that name. */
    int knob(String name) {
        for (int i = 0; i < spec.knobs().size(); i++) {
            if (spec.knobs().get(i).name().equals(name)) {
                return i;
            }
        }
        throw InputException.unknown(
                "a knob of space " + spec.name(),
                name,
                spec.knobs().stream().map(Knob::name).toList());
    }

    /** The position of a knob's value. */
    int choice(int knob, String value) {
        int choice = spec.knobs().get(knob).indexOf(value);
        if (choice < 0) {
            throw InputException.of(
                    spec.knobs().get(knob).name(),
                    "one of " + spec.knobs().get(knob).values(),
                    value);
        }
        return choice;
    }

    /** The number of those positions among all assignments, from 0. */
    long code(int[] choices) {
        long code = 0;
        for (int i = 0; i < choices.length; i++) {
            code = code * radix[i] + choices[i];
        }
        return code;
    }

    /** The positions that have that number. */
    int[] choices(long code) {
        int[] choices = new int[radix.length];
        long rest = code;
        for (int i = radix.length - 1; i >= 0; i--) {
            choices[i] = (int) (rest % radix[i]);
            rest /= radix[i];
        }
        return choices;
    }

    /** The values at those positions, as {@code knob=value} words. */
    String describe(int[] choices) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < choices.length; i++) {
            Knob knob = spec.knobs().get(i);
            text.append(i == 0 ? "" : " ")
                    .append(knob.name())
                    .append('=')
                    .append(knob.values().get(choices[i]));
        }
        return text.toString();
    }

    /** How far a configuration is from an assignment: a step of a numeric knob is a share of its values, others count 1. */
    double distance(int[] choices, Configuration configuration) {
        double sum = 0;
        for (int i = 0; i < radix.length; i++) {
            int apart = Math.abs(choices[i] - configuration.choice(i));
            sum += spec.knobs().get(i).kind() == Knob.Kind.NUMERIC ? (double) apart / radix[i] : Math.min(apart, 1);
        }
        return sum;
    }
}
