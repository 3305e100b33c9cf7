package org.wattsplit.testbed.cloud;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.protocol.InferParameter;
import org.wattsplit.testbed.protocol.ModelInferRequest.InferInputTensor;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A tensor to send.
 *
 * @param name the model's input
 * @param shape the tensor's shape
 * @param encoded its elements; not to be changed until the answer is there, as they are sent uncopied
 * @param codec the name of the codec that encoded it; none for plain 32-bit floats, which any server takes
 */
public record CloudInput(String name, Shape shape, Codec.Encoded encoded, Optional<String> codec) {
    public CloudInput {
        Check.notBlank("an input's name", name);
    }

    /** A tensor as it is. */
    public static CloudInput of(String name, Tensor tensor) {
        return new CloudInput(
                name,
                tensor.shape(),
                new Codec.Encoded("FP32", tensor.bytes(), List.of(), List.of()),
                Optional.empty());
    }

    /** A tensor that a codec encodes; the server must know the codec. */
    public static CloudInput encoded(String name, Tensor tensor, Codec codec) {
        return new CloudInput(name, tensor.shape(), codec.encode(tensor), Optional.of(codec.name()));
    }

    /** What is said of it, without its elements. */
    InferInputTensor message() {
        InferInputTensor.Builder message = InferInputTensor.newBuilder()
                .setName(name)
                .setDatatype(encoded.datatype())
                .addAllShape(shape.sizes());
        codec.ifPresent(each -> message.putParameters(RequestDecoder.CODEC, text(each)));
        if (!encoded.scales().isEmpty()) {
            message.putParameters(RequestDecoder.SCALES, text(joined(encoded.scales())));
        }
        if (!encoded.zeroPoints().isEmpty()) {
            message.putParameters(RequestDecoder.ZERO_POINTS, text(joined(encoded.zeroPoints())));
        }
        return message.build();
    }

    private static String joined(List<?> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static InferParameter text(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }
}
