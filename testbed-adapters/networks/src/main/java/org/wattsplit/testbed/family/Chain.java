package org.wattsplit.testbed.family;

import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.check.Check;

/**
 * One member of a family: layers one after the other.
 *
 * @param layers from the picture on; the last one is a {@link Layer.Dense}
 * @param cuts the tensors at which the family may be cut, in its order, without the input and the output: those that this
 *     member has
 */
public record Chain(List<Layer> layers, List<String> cuts) {
    public Chain {
        layers = List.copyOf(Check.notEmpty("the layers", layers));
        cuts = List.copyOf(cuts);
    }

    /**
     * The tensor at a cut of the family; empty where this member ends before.
     *
     * @param cut 1 for the first one inside
     */
    public Optional<String> tensor(int cut) {
        return cut <= cuts.size() ? Optional.of(cuts.get(cut - 1)) : Optional.empty();
    }
}
