package org.wattsplit.testbed.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.dl4j.Dl4jSplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** The accuracy of the network for digits, measured on images that it was not trained on. */
final class DigitNetworkTest {
    private static final List<LabelledImage> HELD_OUT = DigitImages.of(200, new SplittableRandom(20_000));

    /** Nothing but the least and the largest element: coarser than any codec of the project. */
    private static final class OneBit implements Codec {
        @Override
        public String name() {
            return "one bit";
        }

        @Override
        public int bytes(Shape shape) {
            return shape.elements();
        }

        @Override
        public String description() {
            return "of this test";
        }

        @Override
        public Encoded encode(Tensor tensor) {
            float least = Float.MAX_VALUE;
            float largest = -Float.MAX_VALUE;
            for (float element : tensor.toArray()) {
                least = Math.min(least, element);
                largest = Math.max(largest, element);
            }
            float scale = largest - least;
            ByteBuffer bytes = ByteBuffer.allocate(tensor.shape().elements());
            for (float element : tensor.toArray()) {
                bytes.put((byte) Math.round((element - least) / scale));
            }
            return new Encoded("INT8", bytes.flip(), List.of(scale, least), List.of());
        }

        @Override
        public Tensor decode(Encoded encoded, Shape shape) {
            FloatBuffer elements = FloatBuffer.allocate(shape.elements());
            for (int i = 0; i < elements.limit(); i++) {
                elements.put(
                        i,
                        encoded.bytes().get(i) * encoded.scales().get(0)
                                + encoded.scales().get(1));
            }
            return Tensor.of(shape, elements.array());
        }
    }

    @Test
    void narrowerCodecsCostLittleAccuracyAndFarTooNarrowOnesMuch() {
        try (Dl4jSplitModel model = DigitNetwork.trained()) {
            int cut = model.cutAfter("pool1").index();
            double exact = Accuracy.of(model, cut, Codecs.installed().get("float32"), HELD_OUT);
            assertThat(exact).isBetween(0.95, 1.0);
            for (String name : List.of("float16", "int8", "int8-channel+zstd")) {
                assertThat(Accuracy.of(model, cut, Codecs.installed().get(name), HELD_OUT))
                        .as(name)
                        .isBetween(exact - 0.01, exact + 0.01);
            }
            assertThat(Accuracy.of(model, cut, new OneBit(), HELD_OUT)).isLessThan(exact - 0.1);
        }
    }

    @Test
    void aShortTrainingIsBetterThanChanceAndRepeatsItself() {
        DigitTraining shorter = new DigitTraining(5, 40, 20, 0.004);
        try (Dl4jSplitModel model = DigitNetwork.train(shorter)) {
            double accuracy = Accuracy.of(
                    model, model.cuts().size() - 1, Codecs.installed().get("float32"), HELD_OUT);
            assertThat(accuracy).isGreaterThan(0.2);
        }
        DigitTraining shortest = new DigitTraining(5, 3, 10, 0.004);
        assertThat(DigitNetwork.bytes(shortest.train())).isEqualTo(DigitNetwork.bytes(shortest.train()));
    }

    /** How the resource was made: the file is then copied from {@code target}. Minutes where the processor is shared. */
    @Test
    @EnabledIfSystemProperty(named = "wattsplit.digits", matches = "train")
    void theShippedTrainingGivesTheAccuracyOfTheShippedWeights() throws IOException {
        ComputationGraph graph = DigitTraining.SHIPPED.train();
        Files.write(Path.of("target", "digits.weights"), DigitNetwork.bytes(graph));
        try (Dl4jSplitModel anew = Dl4jSplitModel.of("digits", graph, DigitImages.SHAPE);
                Dl4jSplitModel shipped = DigitNetwork.trained()) {
            assertThat(exact(anew)).isBetween(exact(shipped) - 0.015, exact(shipped) + 0.015);
        }
    }

    private static double exact(Dl4jSplitModel model) {
        return Accuracy.of(
                model, 0, Codecs.installed().get("float32"), DigitImages.of(1000, new SplittableRandom(20_000)));
    }
}
