package org.wattsplit.testbed.zoo;

import static org.wattsplit.testbed.zoo.GraphBuilder.attribute;
import static org.wattsplit.testbed.zoo.GraphBuilder.attributes;

import java.util.List;
import java.util.stream.Stream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.onnx.format.AttributeProto;

/**
 * A tensor on its way through a graph; each method adds what its name says and gives the tensor behind it. Weights have
 * the variance that keeps activations at their size: gain squared over the number of inputs (He et al., ICCV 2015).
 *
 * @param graph where nodes are added
 * @param scope what names begin with; empty for none
 * @param tensor the tensor's name
 * @param sizes its dimensions behind the batch
 */
record Flow(GraphBuilder graph, String scope, String tensor, List<Long> sizes) {
    /** Makes up for a ReLU, which halves the second moment. */
    static final double HE = Math.sqrt(2);

    /** Keeps the second moment. */
    static final double LINEAR = 1;

    /** The end of a residual branch: small, so that a sum of many of them stays of its size. */
    static final double BRANCH = 0.3;

    private static final double BIAS = 0.1;
    private static final double CLS_AND_POSITIONS = 0.5;

    Flow {
        sizes = List.copyOf(sizes);
    }

    private long channels() {
        return sizes.get(0);
    }

    private long last() {
        return sizes.get(sizes.size() - 1);
    }

    /** The same tensor; what follows has names that begin with that scope. */
    Flow in(String name) {
        return new Flow(graph, name, tensor, sizes);
    }

    private Flow then(String kind, String operator, List<String> more, List<Long> to, AttributeProto... attributes) {
        String name = graph.name(scope, kind);
        graph.node(operator, Stream.concat(Stream.of(tensor), more.stream()).toList(), List.of(name), attributes);
        return new Flow(graph, scope, name, to);
    }

    /** A convolution with a bias, padded by half the kernel. */
    Flow conv(long outputs, int kernel, int stride) {
        return convolution(outputs, kernel, stride, kernel / 2, 1, HE, 0);
    }

    /**
     * A convolution with batch normalisation, which is folded into weights and bias as for deployment: the file has one
     * bias for each channel where a network in training has a scale and a shift, both of which count as parameters.
     */
    Flow convNorm(long outputs, int kernel, int stride, double gain) {
        return convolution(outputs, kernel, stride, kernel / 2, 1, gain, outputs);
    }

    /** As {@link #convNorm}, with a kernel for each channel that sees nothing of the others. */
    Flow depthwiseNorm(int kernel, int stride) {
        return convolution(channels(), kernel, stride, kernel / 2, (int) channels(), HE, channels());
    }

    private Flow convolution(
            long outputs, int kernel, int stride, int padding, int groups, double gain, long uncounted) {
        String name = graph.name(scope, "conv");
        long perGroup = channels() / groups;
        String weight = graph.weight(Weight.of(
                name + ".weight", 0, range(gain, perGroup * kernel * kernel), outputs, perGroup, kernel, kernel));
        String bias = graph.weight(Weight.of(name + ".bias", 0, BIAS, outputs));
        graph.count(uncounted);
        graph.node(
                "Conv",
                List.of(tensor, weight, bias),
                List.of(name),
                attributes("kernel_shape", kernel, kernel),
                attributes("strides", stride, stride),
                attributes("pads", padding, padding, padding, padding),
                attribute("group", groups));
        return new Flow(
                graph,
                scope,
                name,
                List.of(outputs, slid(1, kernel, stride, padding), slid(2, kernel, stride, padding)));
    }

    private long slid(int dimension, int kernel, int stride, int padding) {
        return (sizes.get(dimension) + 2L * padding - kernel) / stride + 1;
    }

    /** Half the width of an even distribution of that gain's variance. */
    private static double range(double gain, long inputs) {
        return gain * Math.sqrt(3.0 / inputs);
    }

    Flow relu() {
        return then("relu", "Relu", List.of(), sizes);
    }

    Flow relu6() {
        String name = graph.name(scope, "bound");
        return then("relu6", "Clip", List.of(graph.number(name + ".min", 0), graph.number(name + ".max", 6)), sizes);
    }

    Flow maxPool(int kernel, int stride, int padding) {
        return then(
                "max_pool",
                "MaxPool",
                List.of(),
                List.of(channels(), slid(1, kernel, stride, padding), slid(2, kernel, stride, padding)),
                attributes("kernel_shape", kernel, kernel),
                attributes("strides", stride, stride),
                attributes("pads", padding, padding, padding, padding));
    }

    Flow globalAverage() {
        return then("average", "GlobalAveragePool", List.of(), List.of(channels(), 1L, 1L));
    }

    Flow flatten() {
        return then("flatten", "Flatten", List.of(), List.of(elements()), attribute("axis", 1L));
    }

    private long elements() {
        return sizes.stream().reduce(1L, Math::multiplyExact);
    }

    /** A fully connected layer behind a flat tensor. */
    Flow dense(long outputs, double gain) {
        String name = graph.name(scope, "dense");
        String weight = graph.weight(Weight.of(name + ".weight", 0, range(gain, last()), outputs, last()));
        String bias = graph.weight(Weight.of(name + ".bias", 0, BIAS, outputs));
        graph.node("Gemm", List.of(tensor, weight, bias), List.of(name), attribute("transB", 1L));
        return new Flow(graph, scope, name, List.of(outputs));
    }

    /** The sum with a tensor of the same shape. */
    Flow add(Flow other) {
        Check.that(other.sizes.equals(sizes), "the shape of what is added to " + tensor, sizes::toString, other.sizes);
        return then("add", "Add", List.of(other.tensor), sizes);
    }

    /** Patches of an image as tokens: {@code Nx}tokens{@code x}width. */
    Flow patches(long width, int pixels) {
        Flow map = convolution(width, pixels, pixels, 0, 1, LINEAR, 0);
        long tokens = map.sizes.get(1) * map.sizes.get(2);
        String name = graph.name(scope, "shape");
        return map.then("reshape", "Reshape", List.of(graph.integers(name, 0, width, tokens)), List.of(width, tokens))
                .then("transpose", "Transpose", List.of(), List.of(tokens, width), attributes("perm", 0, 2, 1));
    }

    /** A learned token before all others, once for each image of the batch. */
    Flow classToken() {
        String token = graph.weight(Weight.of(graph.name(scope, "class_token"), 0, CLS_AND_POSITIONS, 1, 1, last()));
        Flow shape = then("batch", "Shape", List.of(), List.of(), attribute("start", 0L), attribute("end", 1L))
                .then(
                        "token_shape",
                        "Concat",
                        List.of(graph.integers(graph.name(scope, "token_size"), 1, last())),
                        List.of(),
                        attribute("axis", 0L));
        String expanded = graph.name(scope, "token");
        graph.node("Expand", List.of(token, shape.tensor), List.of(expanded));
        String joined = graph.name(scope, "tokens");
        graph.node("Concat", List.of(expanded, tensor), List.of(joined), attribute("axis", 1L));
        return new Flow(graph, scope, joined, List.of(sizes.get(0) + 1, last()));
    }

    /** A learned vector for each position, added. */
    Flow positions() {
        String positions =
                graph.weight(Weight.of(graph.name(scope, "positions"), 0, CLS_AND_POSITIONS, 1, sizes.get(0), last()));
        return then("position_add", "Add", List.of(positions), sizes);
    }

    Flow layerNorm() {
        String name = graph.name(scope, "norm");
        String scale = graph.weight(Weight.of(name + ".weight", 1, BIAS, last()));
        String shift = graph.weight(Weight.of(name + ".bias", 0, BIAS, last()));
        graph.node(
                "LayerNormalization",
                List.of(tensor, scale, shift),
                List.of(name),
                attribute("axis", -1L),
                attribute("epsilon", 1e-6));
        return new Flow(graph, scope, name, sizes);
    }

    /** A fully connected layer of every token. */
    Flow linear(long outputs, double gain) {
        String name = graph.name(scope, "linear");
        String weight = graph.weight(Weight.of(name + ".weight", 0, range(gain, last()), last(), outputs));
        String bias = graph.weight(Weight.of(name + ".bias", 0, BIAS, outputs));
        List<Long> to = List.of(sizes.get(0), outputs);
        return then("matmul", "MatMul", List.of(weight), to).then("bias_add", "Add", List.of(bias), to);
    }

    /** The Gaussian error linear unit, exact. */
    Flow gelu() {
        String name = graph.name(scope, "gelu");
        Flow half = then("half", "Mul", List.of(graph.number(name + ".half", 0.5)), sizes);
        Flow erf = then("scaled", "Div", List.of(graph.number(name + ".root", Math.sqrt(2))), sizes)
                .then("erf", "Erf", List.of(), sizes)
                .then("shifted", "Add", List.of(graph.number(name + ".one", 1)), sizes);
        return half.then("gelu_mul", "Mul", List.of(erf.tensor), sizes);
    }

    /** Self-attention of that many heads, with the projection behind it. */
    Flow attention(long heads) {
        long tokens = sizes.get(0);
        long width = last();
        long each = width / heads;
        Flow joined = linear(3 * width, LINEAR);
        String name = graph.name(scope, "heads");
        List<String> parts = List.of(name + ".query", name + ".key", name + ".value");
        graph.node("Split", List.of(joined.tensor), parts, attribute("axis", 2L));
        String shape = graph.integers(name + ".shape", 0, tokens, heads, each);
        List<Long> byHead = List.of(heads, tokens, each);
        Flow query = part(parts.get(0), shape, byHead, attributes("perm", 0, 2, 1, 3));
        Flow key = part(parts.get(1), shape, List.of(heads, each, tokens), attributes("perm", 0, 2, 3, 1));
        Flow value = part(parts.get(2), shape, byHead, attributes("perm", 0, 2, 1, 3));
        List<Long> square = List.of(heads, tokens, tokens);
        return query.then("scores", "MatMul", List.of(key.tensor), square)
                .then("scale", "Mul", List.of(graph.number(name + ".scale", 1 / Math.sqrt((double) each))), square)
                .then("softmax", "Softmax", List.of(), square, attribute("axis", -1L))
                .then("mix", "MatMul", List.of(value.tensor), byHead)
                .then("transpose", "Transpose", List.of(), List.of(tokens, heads, each), attributes("perm", 0, 2, 1, 3))
                .then("reshape", "Reshape", List.of(graph.integers(name + ".join", 0, tokens, width)), sizes)
                .linear(width, BRANCH);
    }

    private Flow part(String part, String shape, List<Long> to, AttributeProto order) {
        return new Flow(graph, scope, part, sizes)
                .then("reshape", "Reshape", List.of(shape), to)
                .then("transpose", "Transpose", List.of(), to, order);
    }

    /** The first token alone. */
    Flow first() {
        String index = graph.integer(graph.name(scope, "index"), 0);
        return then("first", "Gather", List.of(index), List.of(last()), attribute("axis", 1L));
    }
}
