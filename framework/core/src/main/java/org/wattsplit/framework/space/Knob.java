package org.wattsplit.framework.space;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * One decision variable and its values in order.
 *
 * @param name for example {@code cpu_freq_mhz}, unit included
 * @param kind whether the order of the values means something
 * @param values the values as text, distinct, at least one; ascending numbers where the kind is numeric
 * @param hardware whether changing it takes the device time, so that it is part of the hardware setting; default
 *     false
 */
public record Knob(
        String name,
        Kind kind,
        List<String> values,
        @Default("false") boolean hardware) {
    /** The name of the knob that every space has: 0 is everything in the cloud, its largest value all on the edge. */
    public static final String SPLIT_LAYER = "split_layer";

    /**
     * The name of the knob that says which network a request asks for, where a space has configurations of several. Like
     * {@link #BATCH} it is the request's: of an action set, only configurations with the request's own value may serve it.
     */
    public static final String NETWORK = "network";

    /** The name of the knob that says how many inputs a request has, where a space tells batches apart. */
    public static final String BATCH = "batch";

    /** The names of the knobs that are the request's, not anybody's to choose. */
    public static final List<String> OF_REQUESTS = List.of(NETWORK, BATCH);

    /** Whether the order of a knob's values means something. */
    public enum Kind {
        /** Ascending numbers: neighbours are similar. */
        NUMERIC,
        /** Names without an order. */
        CATEGORICAL
    }

    /** The knob {@link #SPLIT_LAYER} of a network that can be cut before and after each of that many layers. */
    public static Knob splitLayer(int layers) {
        List<String> cuts =
                IntStream.rangeClosed(0, layers).mapToObj(String::valueOf).toList();
        return new Knob(SPLIT_LAYER, Kind.NUMERIC, cuts, false);
    }

    public Knob {
        Check.that(name.matches("[a-z][a-z0-9_]*"), "the knob's name", "lower-case words joined by _", name);
        values = List.copyOf(Check.notEmpty("the values of " + name, values));
        Check.that(new HashSet<>(values).size() == values.size(), "the values of " + name, "distinct", (Object) values);
        if (kind == Kind.NUMERIC) {
            double last = Double.NEGATIVE_INFINITY;
            for (String value : values) {
                double number = parse(value);
                Check.that(
                        Double.isFinite(number) && number > last, "the values of " + name, "ascending numbers", (Object)
                                values);
                last = number;
            }
        }
    }

    /** The position of a value, or -1 when the knob does not have it; {@code 1200.0} is {@code 1200} to a number. */
    public int indexOf(String value) {
        int index = values.indexOf(value);
        if (index < 0 && kind == Kind.NUMERIC) {
            double number = parse(value);
            for (int i = 0; i < values.size(); i++) {
                if (parse(values.get(i)) == number) {
                    return i;
                }
            }
        }
        return index;
    }

    /** The number at a position of a numeric knob; the position itself where the knob is categorical. */
    public double number(int index) {
        return kind == Kind.NUMERIC ? parse(values.get(index)) : index;
    }

    private static double parse(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
