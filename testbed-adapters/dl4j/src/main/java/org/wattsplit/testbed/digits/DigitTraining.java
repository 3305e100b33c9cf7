package org.wattsplit.testbed.digits;

import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.wattsplit.framework.check.Check;

/**
 * How a network for {@link DigitImages} is trained: two convolutions with pooling, then a dense layer and the output, by
 * Adam on images that are drawn anew for each step.
 *
 * @param seed of the first weights and of the images; the result follows from it on one kind of machine with one thread
 * @param steps how many updates of the weights
 * @param batch images of a step
 * @param learningRate Adam's, falling linearly to a tenth
 */
public record DigitTraining(long seed, int steps, int batch, double learningRate) {
    /** What the weights in this module's resources come from. */
    public static final DigitTraining SHIPPED = new DigitTraining(1, 1200, 50, 0.004);

    public DigitTraining {
        Check.that(steps >= 1, "the steps of a training", "at least 1", steps);
        Check.that(batch >= 1, "the batch of a training", "at least 1", batch);
        Check.positive("the learning rate", learningRate);
    }

    /** A trained network. */
    public ComputationGraph train() {
        ComputationGraph graph = untrained();
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < steps; step++) {
            graph.setLearningRate(learningRate * (1 - 0.9 * step / steps));
            graph.fit(batch(DigitImages.of(batch, random)));
        }
        return graph;
    }

    private static DataSet batch(List<LabelledImage> images) {
        int pixels = DigitImages.SHAPE.elements();
        float[] inputs = new float[images.size() * pixels];
        INDArray labels = Nd4j.zeros(images.size(), 10);
        for (int i = 0; i < images.size(); i++) {
            images.get(i).pixels().floats().get(inputs, i * pixels, pixels);
            labels.putScalar(i, images.get(i).digit(), 1);
        }
        long[] shape = {images.size(), 1, DigitImages.SIDE_PIXELS, DigitImages.SIDE_PIXELS};
        return new DataSet(Nd4j.create(inputs, shape, 'c'), labels);
    }

    /** The network with its first weights. */
    ComputationGraph untrained() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .updater(new Adam(learningRate))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(DigitImages.SIDE_PIXELS, DigitImages.SIDE_PIXELS, 1))
                .addLayer("conv1", convolution(5, 8), "image")
                .addLayer("pool1", pooling(), "conv1")
                .addLayer("conv2", convolution(3, 16), "pool1")
                .addLayer("pool2", pooling(), "conv2")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder()
                                .nOut(32)
                                .activation(Activation.RELU)
                                .build(),
                        "pool2")
                .addLayer(
                        "digit",
                        new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "dense")
                .setOutputs("digit")
                .build());
        graph.init();
        return graph;
    }

    private static ConvolutionLayer convolution(int kernel, int channels) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(channels)
                .activation(Activation.RELU)
                .build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
