package org.wattsplit.framework.env;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.Check;

/**
 * A space of vectors with bounds, as Gymnasium's {@code Box}. Immutable.
 *
 * @param names what each index is, unit included
 * @param low the least value of each index
 * @param high the largest value of each index; may be infinite
 */
public record Box(List<String> names, List<Double> low, List<Double> high) {
    public Box {
        names = List.copyOf(names);
        low = List.copyOf(low);
        high = List.copyOf(high);
        Check.that(low.size() == names.size() && high.size() == names.size(), "the bounds", "one a name", names);
    }

    /** The same without an index. */
    public Box without(int index) {
        return new Box(without(names, index), without(low, index), without(high, index));
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> others = new ArrayList<>(list);
        others.remove(index);
        return others;
    }

    /** The number of values. */
    public int size() {
        return names.size();
    }

    /** Whether an observation has this size and lies within the bounds. */
    public boolean contains(Observation observation) {
        if (observation.size() != size()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            double value = observation.get(i);
            if (!(value >= low.get(i) && value <= high.get(i))) {
                return false;
            }
        }
        return true;
    }
}
