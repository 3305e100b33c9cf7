package org.wattsplit.testbed.digits;

import java.nio.FloatBuffer;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** How many images a split network gets right when the tensor between its halves goes through a codec. */
public final class Accuracy {
    private Accuracy() {}

    /**
     * The part of images, 0 to 1, whose digit has the largest output. Each image is a request of its own, a batch of one.
     *
     * @param cut where the network is cut
     * @param codec what the tensor at the cut goes through
     */
    public static double of(SplitModel model, int cut, Codec codec, List<LabelledImage> images) {
        Check.notEmpty("the images", images);
        int right = 0;
        for (LabelledImage image : images) {
            Tensor boundary = model.head(cut, image.pixels());
            Tensor received = codec.decode(codec.encode(boundary), boundary.shape());
            if (digit(model.tail(cut, received)) == image.digit()) {
                right++;
            }
        }
        return (double) right / images.size();
    }

    /** The digit that an output says: the place of its largest element, the first of equal ones. */
    public static int digit(Tensor output) {
        FloatBuffer elements = output.floats();
        int largest = 0;
        for (int i = 1; i < elements.limit(); i++) {
            if (elements.get(i) > elements.get(largest)) {
                largest = i;
            }
        }
        return largest;
    }
}
