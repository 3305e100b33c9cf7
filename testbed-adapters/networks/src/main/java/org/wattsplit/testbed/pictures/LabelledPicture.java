package org.wattsplit.testbed.pictures;

import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A picture and the glyph that it shows.
 *
 * @param pixels 1 x 1 x height x width, 0 (black) to 1, each a multiple of 1/255
 * @param glyph number of the glyph in {@link Glyphs}
 */
public record LabelledPicture(Tensor pixels, int glyph) {
    public LabelledPicture {
        Check.range("a glyph", 0, Glyphs.COUNT - 1, glyph);
    }
}
