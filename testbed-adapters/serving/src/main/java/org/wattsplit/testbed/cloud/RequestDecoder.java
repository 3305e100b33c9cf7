package org.wattsplit.testbed.cloud;

import io.grpc.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.protocol.InferParameter;
import org.wattsplit.testbed.protocol.InferTensorContents;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferRequest.InferInputTensor;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Checks a request against its model, and reads its tensors. An input comes raw or, in plain {@code FP32}, as typed
 * contents. With the parameter {@code codec}, of the request or of the input, it is what that codec makes of a tensor; codecs
 * of integers read the input's parameters {@code scales} and {@code zero_points}, comma-separated.
 */
final class RequestDecoder {
    static final String CODEC = "codec";
    static final String SCALES = "scales";
    static final String ZERO_POINTS = "zero_points";
    private static final String FP32 = "FP32";

    private final CloudLimits limits;
    private final Function<String, Codec> codecs;

    RequestDecoder(CloudLimits limits, Function<String, Codec> codecs) {
        this.limits = limits;
        this.codecs = codecs;
    }

    /** The tensors in the order of the model's inputs. */
    List<Tensor> decode(RawMessage<ModelInferRequest> request, HostedModel model) {
        ModelInferRequest head = request.head();
        int raw = request.contents().size();
        if (head.getInputsCount() > limits.tensors()) {
            throw Refusal.beyond("the inputs of a request", "at most " + limits.tensors(), head.getInputsCount());
        }
        if (raw != 0 && raw != head.getInputsCount()) {
            throw Refusal.invalid(
                    "the raw input contents", "one for each of " + head.getInputsCount() + " inputs, or none", raw);
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < head.getInputsCount(); i++) {
            if (places.put(head.getInputs(i).getName(), i) != null) {
                throw Refusal.invalid(
                        "an input's name", "given once", head.getInputs(i).getName());
            }
        }
        if (places.size() != model.inputs().size()) {
            throw Refusal.invalid(
                    "the inputs of model " + model.name(), names(model.inputs()).toString(), places.keySet());
        }
        List<Tensor> tensors = new ArrayList<>();
        long elements = 0;
        for (TensorMetadata expected : model.inputs()) {
            @Nullable Integer place = places.get(expected.name());
            if (place == null) {
                throw Refusal.invalid(
                        "the inputs of model " + model.name(),
                        names(model.inputs()).toString(),
                        places.keySet());
            }
            InferInputTensor input = head.getInputs(place);
            Shape shape = shape(input, expected, model);
            elements += shape.elements();
            if (elements > limits.elements()) {
                throw Refusal.beyond("the elements of a request", "at most " + limits.elements(), elements);
            }
            tensors.add(tensor(
                    head, input, shape, raw == 0 ? null : request.contents().get(place)));
        }
        return tensors;
    }

    /** The places, among the model's outputs, of those that a request asks for: all when it names none. */
    static List<Integer> outputs(ModelInferRequest head, HostedModel model) {
        List<String> known = names(model.outputs());
        List<Integer> places = new ArrayList<>();
        for (ModelInferRequest.InferRequestedOutputTensor each : head.getOutputsList()) {
            int place = known.indexOf(each.getName());
            if (place < 0) {
                throw Refusal.invalid("a requested output of model " + model.name(), "one of " + known, each.getName());
            }
            if (places.contains(place)) {
                throw Refusal.invalid("a requested output", "given once", each.getName());
            }
            places.add(place);
        }
        if (places.isEmpty()) {
            for (int i = 0; i < known.size(); i++) {
                places.add(i);
            }
        }
        return places;
    }

    private static List<String> names(List<TensorMetadata> tensors) {
        return tensors.stream().map(TensorMetadata::name).toList();
    }

    private static Shape shape(InferInputTensor input, TensorMetadata expected, HostedModel model) {
        String what = "the shape of input " + expected.name() + " of model " + model.name();
        String rule = "one that fits " + expected.shape();
        if (input.getShapeCount() > 16) {
            throw Refusal.invalid(what, rule, input.getShapeCount() + " dimensions");
        }
        Shape shape;
        try {
            shape = new Shape(input.getShapeList());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(what, rule, input.getShapeList() + " (" + e.getMessage() + ")");
        }
        if (!model.accepts(expected, shape)) {
            throw Refusal.invalid(what, rule, shape.sizes());
        }
        return shape;
    }

    private Tensor tensor(ModelInferRequest head, InferInputTensor input, Shape shape, @Nullable ByteBuffer raw) {
        if (raw != null && input.hasContents()) {
            throw Refusal.invalid("input " + input.getName(), "raw or typed", "both");
        }
        @Nullable String codec = text(input.getParametersMap(), CODEC);
        if (codec == null) {
            codec = text(head.getParametersMap(), CODEC);
        }
        if (codec != null) {
            return decoded(input, shape, raw, codec);
        }
        if (!input.getDatatype().equals(FP32)) {
            throw Refusal.invalid(
                    "the datatype of input " + input.getName(), FP32 + " unless a codec is named", input.getDatatype());
        }
        return raw == null ? typed(input, shape) : floats(input, shape, raw);
    }

    private static Tensor floats(InferInputTensor input, Shape shape, ByteBuffer raw) {
        long expected = shape.elements() * (long) Float.BYTES;
        if (raw.remaining() != expected) {
            throw Refusal.invalid(
                    "the raw contents of input " + input.getName() + " of shape " + shape,
                    expected + " bytes",
                    raw.remaining());
        }
        return Tensor.of(shape, raw);
    }

    private static Tensor typed(InferInputTensor input, Shape shape) {
        InferTensorContents contents = input.getContents();
        if (contents.getFp32ContentsCount() != shape.elements()) {
            throw Refusal.invalid(
                    "the fp32_contents of input " + input.getName() + " of shape " + shape,
                    shape.elements() + " elements",
                    contents.getFp32ContentsCount());
        }
        ByteBuffer bytes = Tensor.allocate(shape.elements() * Float.BYTES);
        for (int i = 0; i < shape.elements(); i++) {
            bytes.putFloat(i * Float.BYTES, contents.getFp32Contents(i));
        }
        return Tensor.of(shape, bytes);
    }

    private Tensor decoded(InferInputTensor input, Shape shape, @Nullable ByteBuffer raw, String name) {
        if (raw == null) {
            throw Refusal.invalid("input " + input.getName() + " of codec " + name, "raw", "typed contents");
        }
        try {
            Codec.Encoded encoded = new Codec.Encoded(
                    input.getDatatype(),
                    raw,
                    numbers(input, SCALES, Float::valueOf),
                    numbers(input, ZERO_POINTS, Integer::valueOf));
            return codecs.apply(name).decode(encoded, shape);
        } catch (InputException e) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("input " + Refusal.shortened(input.getName()) + ": "
                            + Refusal.shortened(String.valueOf(e.getMessage())))
                    .asRuntimeException();
        }
    }

    private static <N> List<N> numbers(InferInputTensor input, String parameter, Function<String, N> reader) {
        @Nullable String text = text(input.getParametersMap(), parameter);
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<N> numbers = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            try {
                numbers.add(reader.apply(each.strip()));
            } catch (NumberFormatException e) {
                throw Refusal.invalid(
                        "parameter " + parameter + " of input " + input.getName(), "comma-separated numbers", each);
            }
        }
        return numbers;
    }

    private static @Nullable String text(Map<String, InferParameter> parameters, String name) {
        @Nullable InferParameter parameter = parameters.get(name);
        if (parameter == null) {
            return null;
        }
        if (!parameter.hasStringParam()) {
            throw Refusal.invalid("parameter " + name, "a string", parameter.getParameterChoiceCase());
        }
        return parameter.getStringParam();
    }
}
