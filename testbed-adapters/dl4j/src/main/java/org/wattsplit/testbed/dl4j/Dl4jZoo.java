package org.wattsplit.testbed.dl4j;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.VGG16;
import org.nd4j.linalg.learning.config.NoOp;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;

/**
 * Known architectures with random weights, for measurements of time and energy: they compute as much as trained ones, and
 * their accuracy means nothing.
 *
 * <p>{@code vgg16} has the 138 million parameters and 31 GFLOP of its paper. {@code resnet50} has the 25.6 million parameters
 * of its paper, but 2.2 GFLOP instead of 8: the zoo's second stage halves the image once more than the paper's.
 */
public final class Dl4jZoo {
    private static final String RESNET50 = "resnet50";
    private static final String VGG16_NAME = "vgg16";
    private static final int SIDE_PIXELS = 224;
    /** Classes of the networks unless said otherwise. */
    public static final int CLASSES = 1000;

    private Dl4jZoo() {}

    /** The names. */
    public static List<String> names() {
        return List.of(RESNET50, VGG16_NAME);
    }

    /**
     * A network for images of 224 x 224 pixels and 1000 classes.
     *
     * @param name one of {@link #names()}
     * @param seed what the weights follow from, on one kind of machine
     * @throws InputException for a name that is none of them
     */
    public static Dl4jSplitModel of(String name, long seed) {
        return of(name, seed, SIDE_PIXELS, CLASSES);
    }

    /**
     * A network for square images of three channels.
     *
     * @param sidePixels at least 32, and 133 for {@code resnet50}, so that something is left to pool in the end
     * @param classes at least 2
     * @throws InputException for a name that is none of {@link #names()}
     */
    public static Dl4jSplitModel of(String name, long seed, int sidePixels, int classes) {
        int least = name.equals(RESNET50) ? 133 : 32;
        Check.that(sidePixels >= least, "the side of an image in pixels", () -> "at least " + least, sidePixels);
        Check.that(classes >= 2, "the number of classes", "at least 2", classes);
        int[] input = {3, sidePixels, sidePixels};
        ComputationGraph graph = switch (name) {
            case RESNET50 -> resNet50(seed, input, classes);
            case VGG16_NAME -> vgg16(seed, input, classes);
            default -> throw InputException.unknown("a network of Deeplearning4j's zoo", name, names());
        };
        return Dl4jSplitModel.of(name, graph, Shape.of(1, 3, sidePixels, sidePixels));
    }

    /** The zoo's own initial weights are so large that the output overflows; these keep the size of activations. */
    private static ComputationGraph resNet50(long seed, int[] input, int classes) {
        return ResNet50.builder()
                .seed(seed)
                .inputShape(input)
                .numClasses(classes)
                .weightInit(new WeightInitRelu())
                .updater(new NoOp())
                .build()
                .init();
    }

    private static ComputationGraph vgg16(long seed, int[] input, int classes) {
        return VGG16.builder()
                .seed(seed)
                .inputShape(input)
                .numClasses(classes)
                .updater(new NoOp())
                .build()
                .init();
    }
}
