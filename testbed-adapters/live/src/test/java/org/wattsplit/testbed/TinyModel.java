package org.wattsplit.testbed;

import java.util.List;
import java.util.stream.IntStream;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** A network of three layers that each multiply by a factor, with cuts 0 to 3. */
public final class TinyModel implements SplitModel {
    private static final Shape SHAPE = Shape.of(1, 4);
    private static final int LAYERS = 3;

    private final float factor;
    private final Shape shape;

    public TinyModel(float factor) {
        this(factor, SHAPE);
    }

    /** The same for tensors of another shape. */
    public TinyModel(float factor, Shape shape) {
        this.factor = factor;
        this.shape = shape;
    }

    /** What it infers in tests. */
    public static Tensor input() {
        return Tensor.of(SHAPE, 1, 2, 3, 4);
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public Shape inputShape() {
        return shape;
    }

    @Override
    public Shape outputShape() {
        return shape;
    }

    @Override
    public List<CutPoint> cuts() {
        return IntStream.rangeClosed(0, LAYERS)
                .mapToObj(cut -> new CutPoint(cut, "t" + cut, shape, cut, LAYERS - cut, 0, 0))
                .toList();
    }

    @Override
    public Tensor whole(Tensor input) {
        return times(input, LAYERS);
    }

    @Override
    public Tensor head(int cut, Tensor input) {
        return times(input, cut);
    }

    @Override
    public Tensor tail(int cut, Tensor boundary) {
        return times(boundary, LAYERS - cut);
    }

    private Tensor times(Tensor tensor, int layers) {
        float[] elements = tensor.toArray();
        for (int i = 0; i < elements.length; i++) {
            for (int layer = 0; layer < layers; layer++) {
                elements[i] *= factor;
            }
        }
        return Tensor.of(shape, elements);
    }

    @Override
    public void load(int cut, Half half) {}

    @Override
    public void close() {}
}
