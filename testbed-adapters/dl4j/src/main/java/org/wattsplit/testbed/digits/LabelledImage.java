package org.wattsplit.testbed.digits;

import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * An image and the digit that it shows.
 *
 * @param pixels 1 x 1 x height x width, 0 (ground) to 1 (ink)
 * @param digit 0 to 9
 */
public record LabelledImage(Tensor pixels, int digit) {
    public LabelledImage {
        Check.range("a digit", 0, 9, digit);
    }
}
