package org.wattsplit.testbed.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.family.Chain;
import org.wattsplit.testbed.family.Layer;
import org.wattsplit.testbed.pictures.Glyphs;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.training.SharedWeights.Part;

/**
 * Members of a family as one graph of Deeplearning4j, in which they share the layers of the same name. Its weights come from
 * {@link SharedWeights}, and its gradients go there.
 */
final class ChainGraph {
    private static final String INPUT = "input";
    private static final String CONV = ".conv";
    private static final String NORM = ".norm";
    private static final String SENT = ".sent";
    private static final String WEIGHT = "W";
    private static final String BIAS = "b";
    private static final double EPSILON = 1e-5;

    private final ComputationGraph graph;
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    /** At the family's cuts, the first one inside first. */
    private final List<Crossing> crossings = new ArrayList<>();

    /**
     * A graph.
     *
     * @param chains whose outputs are the graph's; each has the leading cuts of those that have more
     * @param lossWeights factor of the loss at each output
     */
    ChainGraph(List<Chain> chains, double... lossWeights) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .cacheMode(CacheMode.DEVICE)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.convolutional(Pictures.SIDE_PIXELS, Pictures.SIDE_PIXELS, 1));
        List<String> outputs = new ArrayList<>();
        List<String> cuts = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            String before = INPUT;
            for (Layer layer : chains.get(i).layers()) {
                boolean cut = chains.get(i).cuts().contains(layer.name());
                if (layers.put(layer.name(), layer) == null) {
                    add(builder, layer, before, lossWeights[i]);
                    if (cut) {
                        builder.addLayer(layer.name() + SENT, new ActivationLayer(new Crossing()), layer.name());
                        cuts.add(layer.name());
                    }
                }
                before = cut ? layer.name() + SENT : layer.name();
            }
            outputs.add(before);
        }
        graph = new ComputationGraph(
                builder.setOutputs(outputs.toArray(String[]::new)).build());
        graph.init();
        cuts.forEach(cut -> crossings.add(Crossing.of(graph.getLayer(cut + SENT))));
    }

    /**
     * From now on, what crosses one of the cuts is sent by a codec, and what crosses the others is not.
     *
     * @param cut 1 for the first one inside; 0 for none of them
     */
    void send(int cut, Codec codec) {
        for (int i = 0; i < crossings.size(); i++) {
            crossings.get(i).setCodec(i + 1 == cut ? codec : null);
        }
    }

    private static void add(GraphBuilder builder, Layer layer, String before, double lossWeight) {
        String name = layer.name();
        if (layer instanceof Layer.Conv conv) {
            builder.addLayer(name + CONV, convolution(Layer.KERNEL, conv.stride(), conv.outputs(), false), before)
                    .addLayer(
                            name + NORM,
                            new BatchNormalization.Builder()
                                    .eps(EPSILON)
                                    .useLogStd(false)
                                    .build(),
                            name + CONV)
                    .addLayer(name, new ActivationLayer(Activation.RELU), name + NORM);
        } else if (layer instanceof Layer.Project project) {
            builder.addLayer(name, convolution(1, 1, project.outputs(), true), before);
        } else if (layer instanceof Layer.MaxPool) {
            builder.addLayer(
                    name,
                    new SubsamplingLayer.Builder(PoolingType.MAX)
                            .kernelSize(2, 2)
                            .stride(2, 2)
                            .build(),
                    before);
        } else if (layer instanceof Layer.Dense dense) {
            builder.addLayer(
                    name,
                    new OutputLayer.Builder(new LossMCXENT(Nd4j.valueArrayOf(1, Glyphs.COUNT, lossWeight)))
                            .nOut(dense.outputs())
                            .activation(Activation.SOFTMAX)
                            .build(),
                    before);
        }
    }

    private static ConvolutionLayer convolution(int kernel, int stride, int outputs, boolean bias) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .nOut(outputs)
                .hasBias(bias)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** The graph itself. */
    ComputationGraph graph() {
        return graph;
    }

    /** Takes the weights that it has a part in. */
    void take(SharedWeights weights) {
        layers.values()
                .forEach(layer -> SharedWeights.parts(layer)
                        .forEach(part -> parameter(layer, part)
                                .assign(Nd4j.create(
                                        weights.leading(layer, part),
                                        parameter(layer, part).shape(),
                                        'c'))));
    }

    private INDArray parameter(Layer layer, Part part) {
        return graph.getLayer(vertex(layer, part)).getParam(key(part));
    }

    private static String vertex(Layer layer, Part part) {
        return layer instanceof Layer.Conv ? layer.name() + (part == Part.WEIGHT ? CONV : NORM) : layer.name();
    }

    private static String key(Part part) {
        return switch (part) {
            case WEIGHT -> WEIGHT;
            case BIAS -> BIAS;
            case GAMMA -> "gamma";
            case BETA -> "beta";
        };
    }

    /** Adds the gradients of the mean loss of some pictures to the weights that it has a part in. */
    void learn(INDArray pictures, INDArray labels, SharedWeights weights) {
        take(weights);
        graph.setInputs(pictures);
        INDArray[] all = new INDArray[graph.getNumOutputArrays()];
        Arrays.fill(all, labels);
        graph.setLabels(all);
        graph.computeGradientAndScore();
        Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
        double factor = 1.0 / pictures.size(0);
        layers.values()
                .forEach(layer -> SharedWeights.parts(layer).forEach(part -> {
                    INDArray gradient = Objects.requireNonNull(gradients.get(vertex(layer, part) + "_" + key(part)));
                    weights.addGradient(layer, part, floats(gradient), factor);
                }));
    }

    /**
     * As {@link #learn}, of a graph of one chain.
     *
     * @return what it answered before, normalised with the statistics of those pictures
     */
    INDArray learnAndAnswer(INDArray pictures, INDArray labels, SharedWeights weights) {
        List<Layer> all = List.copyOf(layers.values());
        Layer end = all.get(all.size() - 1);
        String before = all.get(all.size() - 2).name();
        List<INDArray> answers = new ArrayList<>();
        graph.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, Map<String, INDArray> activations) {
                INDArray given = Objects.requireNonNull(activations.get(before));
                INDArray flat = Nd4j.create(floats(given), pictures.size(0), given.length() / pictures.size(0));
                answers.add(Transforms.softmax(
                        flat.mmul(parameter(end, Part.WEIGHT)).addRowVector(parameter(end, Part.BIAS))));
            }
        });
        learn(pictures, labels, weights);
        graph.setListeners();
        return answers.get(0);
    }

    /** Adds the moments of what its convolutions give for some pictures, when nothing is sent. */
    void observe(INDArray pictures, Moments moments) {
        crossings.forEach(crossing -> crossing.setCodec(null));
        Map<String, INDArray> activations = graph.feedForward(pictures, true);
        for (Layer layer : layers.values()) {
            if (layer instanceof Layer.Conv conv) {
                INDArray given = Objects.requireNonNull(activations.get(layer.name() + CONV));
                moments.add(conv.statistics(), floats(given), conv.outputs(), (int) (given.size(2) * given.size(3)));
            }
        }
    }

    static float[] floats(INDArray array) {
        return array.dup('c').reshape(array.length()).toFloatVector();
    }
}
