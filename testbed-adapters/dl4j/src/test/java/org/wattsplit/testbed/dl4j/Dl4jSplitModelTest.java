package org.wattsplit.testbed.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** A graph with a residual connection and a branch, in two halves. */
final class Dl4jSplitModelTest {
    private static final Shape INPUT = Shape.of(1, 3, 8, 8);

    private Dl4jSplitModel model;

    @BeforeEach
    void make() {
        ComputationGraph graph = new ComputationGraph(configuration());
        graph.init();
        model = Dl4jSplitModel.of("small", graph, INPUT);
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** in, stem, [a, norm, relu | around], add, act, [left | right], merge, pool, mean, dense, out; and a dead end. */
    private static ComputationGraphConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer("stem", convolution(3, 4, Activation.RELU), "in")
                .addLayer("a", convolution(3, 4, Activation.IDENTITY), "stem")
                .addLayer("norm", new BatchNormalization(), "a")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu", "stem")
                .addLayer("act", new ActivationLayer(Activation.RELU), "add")
                .addLayer("left", convolution(1, 2, Activation.TANH), "act")
                .addLayer("right", convolution(3, 3, Activation.RELU), "act")
                .addVertex("merge", new MergeVertex(), "left", "right")
                .addLayer(
                        "pool",
                        new SubsamplingLayer.Builder(PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build(),
                        "merge")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "pool")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.RELU)
                                .build(),
                        "mean")
                .addLayer("out", output(), "dense")
                .setOutputs("out")
                .build();
    }

    private static ConvolutionLayer convolution(int kernel, int channels, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(channels)
                .activation(activation)
                .build();
    }

    /** Of three classes. */
    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private static Tensor random(Shape shape) {
        SplittableRandom random = new SplittableRandom(3);
        float[] elements = new float[shape.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.of(shape, elements);
    }

    @Test
    void cutsAreTheVerticesThatNoPathGoesAround() {
        assertThat(model.cuts())
                .extracting(CutPoint::tensor)
                .containsExactly("in", "stem", "add", "act", "merge", "pool", "mean", "dense", "out");
        assertThat(model.cuts()).extracting(CutPoint::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(model.inputShape()).isEqualTo(INPUT);
        assertThat(model.outputShape()).isEqualTo(Shape.of(1, 3));
    }

    @Test
    void shapesAreThoseOfTheTensorsThatCross() {
        Tensor input = random(INPUT);
        for (CutPoint cut : model.cuts()) {
            assertThat(model.head(cut.index(), input).shape()).as(cut.tensor()).isEqualTo(cut.shape());
        }
    }

    @Test
    void aHeadAndItsTailGiveEveryBitOfTheWhole() {
        for (Shape shape : new Shape[] {INPUT, Shape.of(5, 3, 8, 8)}) {
            Tensor input = random(shape);
            Tensor whole = model.whole(input);
            for (CutPoint cut : model.cuts()) {
                Tensor boundary = model.head(cut.index(), input);
                byte[] before = bytes(boundary);
                Tensor output = model.tail(cut.index(), boundary);
                assertThat(bytes(output)).as(cut.tensor()).isEqualTo(bytes(whole));
                assertThat(bytes(boundary)).as("boundary at " + cut.tensor()).isEqualTo(before);
            }
        }
    }

    @Test
    void aTailDependsOnItsBoundaryAlone() {
        Tensor input = random(INPUT);
        Tensor boundary = model.head(2, input);
        byte[] expected = bytes(model.tail(2, boundary));
        float[] other = new float[INPUT.elements()];
        model.whole(Tensor.of(INPUT, other));
        model.head(3, Tensor.of(INPUT, other));
        assertThat(bytes(model.tail(2, boundary))).isEqualTo(expected);
        assertThat(bytes(model.tail(2, model.head(2, Tensor.of(INPUT, other))))).isNotEqualTo(expected);
    }

    /** As in the cloud, which never sees an input; the layer after the cut needs its elements reshaped. */
    @Test
    void aTailRunsWhereNoHeadAndNoWholeEverRan() {
        Shape shape = Shape.of(2, 3, 8, 8);
        try (Dl4jSplitModel edge = reshaping();
                Dl4jSplitModel cloud = reshaping()) {
            Tensor boundary = edge.head(1, random(shape));
            assertThat(bytes(cloud.tail(1, boundary))).isEqualTo(bytes(edge.whole(random(shape))));
        }
    }

    private static Dl4jSplitModel reshaping() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer("stem", convolution(3, 4, Activation.RELU), "in")
                .addLayer("out", output(), "stem")
                .setOutputs("out")
                .build());
        graph.init();
        return Dl4jSplitModel.of("reshaping", graph, INPUT);
    }

    private static byte[] bytes(Tensor tensor) {
        byte[] bytes = new byte[tensor.sizeBytes()];
        tensor.bytes().get(bytes);
        return bytes;
    }

    @Test
    void operationsAndParametersAreCountedByHand() {
        long positions = 64;
        long stem = positions * (2 * 3 * 9 * 4 + 4) + positions * 4;
        assertThat(model.cutAfter("in").headFlops()).isZero();
        assertThat(model.cutAfter("stem").headFlops()).isEqualTo(stem);
        long a = positions * (2 * 4 * 9 * 4 + 4);
        long norm = 2 * positions * 4;
        long relu = positions * 4;
        long add = positions * 4;
        assertThat(model.cutAfter("add").headFlops()).isEqualTo(stem + a + norm + relu + add);
        CutPoint dense = model.cutAfter("dense");
        assertThat(dense.tailFlops()).isEqualTo(2 * 6 * 3 + 3 + 3);
        assertThat(dense.tailParameters()).isEqualTo(6 * 3 + 3);
        CutPoint mean = model.cutAfter("mean");
        assertThat(model.cutAfter("pool").tailFlops() - mean.tailFlops()).isEqualTo(5 * 16);
        assertThat(model.cutAfter("merge").tailFlops() - model.cutAfter("pool").tailFlops())
                .isEqualTo(5 * 16 * 4);
        assertThat(model.cutAfter("stem").headParameters()).isEqualTo(3 * 9 * 4 + 4);
    }

    @Test
    void halvesOfEachCutAddUpToTheWhole() {
        CutPoint all = model.cuts().get(0);
        assertThat(model.cuts()).allSatisfy(cut -> {
            assertThat(cut.headFlops() + cut.tailFlops()).isEqualTo(all.tailFlops());
            assertThat(cut.headParameters() + cut.tailParameters()).isEqualTo(all.tailParameters());
        });
    }

    @Test
    void aVertexThatAPathGoesAroundIsRefused() {
        assertThat(model.cutAfter("add").index()).isEqualTo(2);
        for (String vertex : new String[] {"a", "norm", "relu"}) {
            assertThatThrownBy(() -> model.cutAfter(vertex))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("on every path from input to output")
                    .hasMessageContaining(vertex + ", which stem -> add goes around");
        }
        assertThatThrownBy(() -> model.cutAfter("left")).hasMessageContaining("goes around");
        assertThatThrownBy(() -> model.cutAfter("right")).hasMessageContaining("goes around");
        assertThatThrownBy(() -> model.cutAfter("elsewhere")).hasMessageContaining("between input and output");
    }

    @Test
    void aTensorOfAnotherShapeAndACutThatIsNoneAreRefused() {
        assertThatThrownBy(() -> model.whole(random(Shape.of(1, 3, 8, 9)))).hasMessageContaining("1x3x8x8");
        assertThatThrownBy(() -> model.tail(1, random(INPUT))).hasMessageContaining("1x4x8x8");
        assertThatThrownBy(() -> model.head(9, random(INPUT))).hasMessageContaining("between 0 and 8");
        assertThatThrownBy(() -> model.load(-1, SplitModel.Half.HEAD)).hasMessageContaining("between 0 and 8");
    }

    @Test
    void aClosedModelRunsNothingAndClosesAgain() {
        model.close();
        model.close();
        assertThatThrownBy(() -> model.whole(random(INPUT))).hasMessageContaining("a closed one");
    }
}
