package org.wattsplit.testbed.cloud;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.tensor.Shape;

/**
 * What a model takes or gives.
 *
 * @param name the tensor's name
 * @param datatype the Open Inference Protocol's name of an element, such as {@code FP32}
 * @param shape the dimensions, the batch first; -1 for any size
 */
public record TensorMetadata(String name, String datatype, List<Long> shape) {
    /** Any size of a dimension. */
    public static final long ANY = -1;

    public TensorMetadata {
        Check.notBlank("a tensor's name", name);
        Check.notBlank("a tensor's datatype", datatype);
        shape = List.copyOf(shape);
        for (long size : shape) {
            Check.that(size >= 1 || size == ANY, "a dimension", "at least 1, or -1 for any", size);
        }
    }

    /** 32-bit floats of exactly that shape. */
    public static TensorMetadata floats(String name, Shape shape) {
        return new TensorMetadata(name, "FP32", shape.sizes());
    }

    /** The same for any batch, its first dimension. */
    public TensorMetadata withAnyBatch() {
        List<Long> sizes = new ArrayList<>(shape);
        sizes.set(0, ANY);
        return new TensorMetadata(name, datatype, sizes);
    }

    /** Whether a tensor of that shape fits. */
    public boolean matches(Shape given) {
        List<Long> sizes = given.sizes();
        if (sizes.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (shape.get(i) != ANY && !shape.get(i).equals(sizes.get(i))) {
                return false;
            }
        }
        return true;
    }
}
