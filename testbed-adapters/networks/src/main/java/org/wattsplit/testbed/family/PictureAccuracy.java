package org.wattsplit.testbed.family;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.pictures.LabelledPicture;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * The part of pictures that a network reads right.
 *
 * @param right pictures read right
 * @param pictures how many there were, at least 1
 */
public record PictureAccuracy(int right, int pictures) {
    private static final int BATCH = 100;

    public PictureAccuracy {
        Check.range("the pictures read right", 0, pictures, right);
        Check.that(pictures >= 1, "the pictures", "at least 1", pictures);
    }

    /** That part, 0 to 1. */
    public double share() {
        return (double) right / pictures;
    }

    /** Its standard error. */
    public double standardError() {
        return Math.sqrt(share() * (1 - share()) / pictures);
    }

    /** The accuracy of a whole network whose batch is free. */
    public static PictureAccuracy of(SplitModel model, List<LabelledPicture> pictures) {
        int right = 0;
        for (int from = 0; from < pictures.size(); from += BATCH) {
            List<LabelledPicture> some = pictures.subList(from, Math.min(pictures.size(), from + BATCH));
            Shape batch = Shape.of(some.size(), 1, Pictures.SIDE_PIXELS, Pictures.SIDE_PIXELS);
            right += right(model.whole(joined(some, batch)), some);
        }
        return new PictureAccuracy(right, pictures.size());
    }

    /**
     * The accuracy of a network in halves with each of some codecs at a cut. As many pictures as its input has are one
     * request, and cross as one tensor; those that are left over are not read.
     *
     * @param cut a cut of the network
     * @return in the order of the codecs
     */
    public static List<PictureAccuracy> of(
            SplitModel model, int cut, List<Codec> codecs, List<LabelledPicture> pictures) {
        int[] right = new int[codecs.size()];
        int page = model.inputShape().elements() / Pictures.SHAPE.elements();
        int read = pictures.size() / page * page;
        for (int from = 0; from < read; from += page) {
            List<LabelledPicture> some = pictures.subList(from, from + page);
            Tensor crossing = model.head(cut, joined(some, model.inputShape()));
            for (int i = 0; i < right.length; i++) {
                Codec codec = codecs.get(i);
                Tensor received = codec.decode(codec.encode(crossing), crossing.shape());
                right[i] += right(model.tail(cut, received), some);
            }
        }
        return Arrays.stream(right)
                .mapToObj(count -> new PictureAccuracy(count, read))
                .toList();
    }

    /** Pictures one after the other as a tensor of that shape. */
    private static Tensor joined(List<LabelledPicture> pictures, Shape shape) {
        int each = Pictures.SHAPE.elements();
        float[] all = new float[each * pictures.size()];
        for (int i = 0; i < pictures.size(); i++) {
            pictures.get(i).pixels().floats().get(all, i * each, each);
        }
        return Tensor.of(shape, all);
    }

    /** How many rows of an output have their largest element, the first of equal ones, at the glyph of their picture. */
    private static int right(Tensor outputs, List<LabelledPicture> pictures) {
        FloatBuffer elements = outputs.floats();
        int classes = elements.remaining() / pictures.size();
        int right = 0;
        for (int i = 0; i < pictures.size(); i++) {
            int largest = 0;
            for (int j = 1; j < classes; j++) {
                if (elements.get(i * classes + j) > elements.get(i * classes + largest)) {
                    largest = j;
                }
            }
            right += largest == pictures.get(i).glyph() ? 1 : 0;
        }
        return right;
    }
}
