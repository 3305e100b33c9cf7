package org.wattsplit.testbed.edge;

import java.util.List;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** A network of the same name as {@code TinyModel} whose tensors have another shape. */
final class OtherShape implements SplitModel {
    private static final Shape SHAPE = Shape.of(1, 5);

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public Shape inputShape() {
        return SHAPE;
    }

    @Override
    public Shape outputShape() {
        return SHAPE;
    }

    @Override
    public List<CutPoint> cuts() {
        return List.of(
                new CutPoint(0, "t0", SHAPE, 0, 2, 0, 0),
                new CutPoint(1, "t1", SHAPE, 1, 1, 0, 0),
                new CutPoint(2, "t2", SHAPE, 2, 0, 0, 0));
    }

    @Override
    public Tensor whole(Tensor input) {
        return input;
    }

    @Override
    public Tensor head(int cut, Tensor input) {
        return input;
    }

    @Override
    public Tensor tail(int cut, Tensor boundary) {
        return boundary;
    }

    @Override
    public void load(int cut, Half half) {}

    @Override
    public void close() {}
}
