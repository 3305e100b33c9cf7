package org.wattsplit.testbed.family;

import static org.wattsplit.testbed.zoo.GraphBuilder.attribute;
import static org.wattsplit.testbed.zoo.GraphBuilder.attributes;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.zoo.GraphBuilder;

/** A member of a family as an ONNX file: its slices of the weights, normalisations folded into the convolutions. */
final class ChainFile {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private final FamilyWeights weights;
    private final GraphBuilder graph;
    private String tensor = INPUT;

    private ChainFile(FamilyWeights weights, String name) {
        this.weights = weights;
        graph = new GraphBuilder(name);
    }

    /**
     * Writes a member, whole or not at all.
     *
     * @param page pictures of a request, as the channels of its one input; 0 for a free batch of pictures
     * @return the numbers in the file that the network was trained to
     */
    static long write(FamilyWeights weights, String name, Chain chain, int page, Path file) {
        ChainFile made = new ChainFile(weights, name);
        made.addInput(page);
        for (Layer layer : chain.layers()) {
            if (layer instanceof Layer.Conv conv) {
                made.add(conv);
            } else if (layer instanceof Layer.Project project) {
                made.add(project);
            } else if (layer instanceof Layer.MaxPool pool) {
                made.add(pool);
            } else if (layer instanceof Layer.Dense dense) {
                made.add(dense);
            }
        }
        made.graph.write(file, 0);
        return made.graph.parameters();
    }

    private void addInput(int page) {
        long side = Pictures.SIDE_PIXELS;
        if (page == 0) {
            graph.input(INPUT, List.of(1L, side, side));
            return;
        }
        graph.fixBatch(1);
        graph.input(INPUT, List.of((long) page, side, side));
        graph.fixBatch(page);
        graph.node(
                "Reshape", List.of(INPUT, graph.integers("pictures.shape", page, 1, side, side)), List.of("pictures"));
        tensor = "pictures";
    }

    private void add(Layer.Conv layer) {
        float[] kernels = weights.leading(layer.name() + ".weight", layer.outputs(), layer.inputs());
        float[] scale = weights.leading(layer.statistics() + ".scale", layer.outputs());
        int each = kernels.length / layer.outputs();
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] *= scale[i / each];
        }
        float[] shift = weights.leading(layer.statistics() + ".shift", layer.outputs());
        String conv = layer.name() + ".conv";
        convolution(conv, kernels, shift, Layer.KERNEL, layer.inputs(), layer.stride());
        node("Relu", List.of(conv), layer.name());
    }

    private void add(Layer.Project layer) {
        float[] map = weights.leading(layer.name() + ".weight", layer.outputs(), layer.inputs());
        convolution(layer.name(), map, weights.leading(layer.name() + ".bias", layer.outputs()), 1, layer.inputs(), 1);
        tensor = layer.name();
    }

    private void convolution(String name, float[] weight, float[] bias, int kernel, int inputs, int stride) {
        int pad = kernel / 2;
        graph.node(
                "Conv",
                List.of(
                        tensor,
                        graph.trained(name + ".weight", weight, bias.length, inputs, kernel, kernel),
                        graph.trained(name + ".bias", bias, bias.length)),
                List.of(name),
                attributes("kernel_shape", kernel, kernel),
                attributes("strides", stride, stride),
                attributes("pads", pad, pad, pad, pad));
    }

    private void add(Layer.MaxPool layer) {
        graph.node(
                "MaxPool",
                List.of(tensor),
                List.of(layer.name()),
                attributes("kernel_shape", 2, 2),
                attributes("strides", 2, 2));
        tensor = layer.name();
    }

    private void add(Layer.Dense layer) {
        String flat = layer.name() + ".flat";
        graph.node("Flatten", List.of(tensor), List.of(flat), attribute("axis", 1L));
        graph.node(
                "Gemm",
                List.of(
                        flat,
                        graph.trained(
                                layer.name() + ".weight",
                                weights.leading(layer.name() + ".weight", layer.outputs(), layer.inputs()),
                                layer.outputs(),
                                layer.inputs()),
                        graph.trained(
                                layer.name() + ".bias",
                                weights.leading(layer.name() + ".bias", layer.outputs()),
                                layer.outputs())),
                List.of(OUTPUT),
                attribute("transB", 1L));
        graph.output(OUTPUT, List.of((long) layer.outputs()));
    }

    private void node(String operator, List<String> inputs, String output) {
        graph.node(operator, inputs, List.of(output));
        tensor = output;
    }
}
