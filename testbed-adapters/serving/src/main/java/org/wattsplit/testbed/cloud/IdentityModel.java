package org.wattsplit.testbed.cloud;

import java.util.List;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Takes one tensor of any shape and answers four bytes, the number of its elements: what is left of a request is the
 * transfer. Thread-safe.
 */
public final class IdentityModel implements HostedModel {
    /** Its name. */
    public static final String NAME = "identity";

    /** The name of what it takes. */
    public static final String INPUT = "input";

    /** The name of what it answers. */
    public static final String OUTPUT = "elements";

    private static final List<TensorMetadata> INPUTS =
            List.of(new TensorMetadata(INPUT, "FP32", List.of(TensorMetadata.ANY)));
    private static final List<TensorMetadata> OUTPUTS = List.of(TensorMetadata.floats(OUTPUT, Shape.of(1)));

    /** The model. */
    public IdentityModel() {}

    /** A repository of this model alone. */
    public static ModelRepository repository() {
        return new ModelRepository() {
            @Override
            public Set<String> names() {
                return Set.of(NAME);
            }

            @Override
            public HostedModel open(String name) {
                if (!name.equals(NAME)) {
                    throw InputException.unknown("the model", name, names());
                }
                return new IdentityModel();
            }
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<TensorMetadata> inputs() {
        return INPUTS;
    }

    @Override
    public List<TensorMetadata> outputs() {
        return OUTPUTS;
    }

    @Override
    public boolean accepts(TensorMetadata input, Shape shape) {
        return true;
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs) {
        return List.of(Tensor.of(Shape.of(1), inputs.get(0).shape().elements()));
    }

    @Override
    public void close() {}
}
