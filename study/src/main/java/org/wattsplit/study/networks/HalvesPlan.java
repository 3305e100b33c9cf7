package org.wattsplit.study.networks;

import org.wattsplit.framework.check.InputException;

/**
 * Which network's halves are checked against the whole.
 *
 * @param source an ONNX file, or a network of Deeplearning4j such as {@code dl4j:vgg16}
 * @param exact whether what the runtime joins across a cut is left out, so that halves are exact; for ONNX files only
 * @param bound the most that an output may differ, as a share of the largest one
 * @param repeats runs of each, of which the median time counts
 */
public record HalvesPlan(String source, boolean exact, double bound, int repeats) {
    public HalvesPlan {
        InputException.require(bound >= 0, "the bound", "at least 0", bound);
        InputException.require(repeats >= 1, "the repeats", "at least 1", repeats);
    }
}
