package org.wattsplit.testbed.split;

import java.util.ArrayList;
import java.util.List;

/**
 * A natural bottleneck: a cut whose tensor is smaller than the input and than those of all bottlenecks before it, so that a
 * network can be cut there without being trained anew (Bakhtiarnia et al., Dynamic Split Computing for Efficient Deep Edge
 * Intelligence, arXiv 2205.11269). Neither the input nor the output is one.
 *
 * @param cut the cut
 * @param elementsOfInput its elements by those of the input
 * @param bytesOfPicture its bytes as 32-bit floats by those of the input as a picture of 8 bits an element: where that is sent,
 *     a cut saves less than its elements say
 */
public record Bottleneck(CutPoint cut, double elementsOfInput, double bytesOfPicture) {
    /** Those of a network's cuts, all of them in order. */
    public static List<Bottleneck> of(List<CutPoint> cuts) {
        double input = cuts.get(0).shape().elements();
        double least = input;
        List<Bottleneck> found = new ArrayList<>();
        for (CutPoint cut : cuts.subList(1, cuts.size() - 1)) {
            double elements = cut.shape().elements();
            if (elements < least) {
                found.add(new Bottleneck(cut, elements / input, cut.bytes() / input));
                least = elements;
            }
        }
        return found;
    }
}
