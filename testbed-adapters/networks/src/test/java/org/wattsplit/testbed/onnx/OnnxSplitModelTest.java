package org.wattsplit.testbed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel.Half;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;

final class OnnxSplitModelTest {
    private static final OnnxOptions OPTIONS =
            OnnxOptions.DEFAULT.withIntraOpThreads(1).withExact(true);

    @TempDir
    Path folder;

    private OnnxSplitModel open(String name, double width, int pixels, OnnxOptions options) {
        Path file = folder.resolve(name + ".onnx");
        Zoo.model(name, width, pixels).write(file, 1);
        return OnnxSplitModel.open(file, name, folder.resolve("cache"), options);
    }

    private static Tensor image(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] elements = new float[shape.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) random.nextGaussian();
        }
        return Tensor.of(shape, elements);
    }

    private static Shape batch(Shape one, long batch) {
        List<Long> sizes = new ArrayList<>(one.sizes());
        sizes.set(0, batch);
        return new Shape(sizes);
    }

    private List<Path> halves() throws IOException {
        if (!Files.exists(folder.resolve("cache"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".onnx")).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"vgg16,0.25,32", "resnet50,0.25,64", "mobilenetv2,0.5,64", "vit-b16,0.167,32", "vit-ti16,0.34,32"})
    void bothHalvesOfEveryCutGiveTheWholeNetworksOutputBitForBit(String name, double width, int pixels) {
        try (OnnxSplitModel model = open(name, width, pixels, OPTIONS)) {
            Tensor input = image(model.inputShape(), 3);
            Tensor whole = model.whole(input);
            for (CutPoint cut : model.cuts()) {
                Tensor boundary = model.head(cut.index(), input);
                assertThat(boundary.shape()).as(cut.tensor()).isEqualTo(cut.shape());
                Tensor output = model.tail(cut.index(), boundary);
                assertThat(output.bytes()).as("cut %s", cut).isEqualTo(whole.bytes());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet50,0.25,64", "mobilenetv2,0.5,64", "vit-ti16,0.34,32"})
    void fastHalvesGiveTheWholeNetworksOutputUpToRounding(String name, double width, int pixels) {
        try (OnnxSplitModel model = open(name, width, pixels, OPTIONS.withExact(false))) {
            Tensor input = image(model.inputShape(), 3);
            Tensor whole = model.whole(input);
            for (CutPoint cut : model.cuts()) {
                Tensor output = model.tail(cut.index(), model.head(cut.index(), input));
                assertThat(output.distance(whole)).as("cut %s", cut).isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"vgg16,0.25,64", "resnet50,0.25,64", "mobilenetv2,0.5,64", "vit-b16,0.167,64", "vit-ti16,0.34,64"})
    void activationsNeitherVanishNorOverflow(String name, double width, int pixels) {
        try (OnnxSplitModel model = open(name, width, pixels, OPTIONS)) {
            Tensor one = model.whole(image(model.inputShape(), 3));
            Tensor other = model.whole(image(model.inputShape(), 4));
            double power = 0;
            for (float each : one.toArray()) {
                power += (double) each * each;
            }
            assertThat(Math.sqrt(power / one.shape().elements())).isBetween(0.05, 20.0);
            assertThat(one.distance(other)).isGreaterThan(1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"vgg16,0.125,32", "resnet50,0.125,32", "mobilenetv2,0.25,32", "vit-ti16,0.34,32"})
    void batchOfTwoGivesWhatTwoBatchesOfOneGive(String name, double width, int pixels) {
        try (OnnxSplitModel model = open(name, width, pixels, OPTIONS)) {
            Tensor two = image(batch(model.inputShape(), 2), 3);
            float[] elements = two.toArray();
            Tensor second =
                    Tensor.of(model.inputShape(), Arrays.copyOfRange(elements, elements.length / 2, elements.length));
            int cut = model.cuts().size() / 2;
            Tensor output = model.tail(cut, model.head(cut, two));
            assertThat(output.shape()).isEqualTo(batch(model.outputShape(), 2));
            assertThat(output.bytes()).isEqualTo(model.whole(two).bytes());
            float[] one = model.whole(second).toArray();
            float[] both = output.toArray();
            assertThat(Arrays.copyOfRange(both, one.length, both.length))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(one);
        }
    }

    @Test
    void chainCanBeCutBehindEveryLayer() {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS)) {
            List<String> expected = new ArrayList<>(List.of("input"));
            int layer = 1;
            int[] convolutions = {2, 2, 3, 3, 3};
            for (int stage = 1; stage <= convolutions.length; stage++) {
                for (int i = 0; i < convolutions[stage - 1]; i++, layer++) {
                    expected.addAll(List.of("conv_" + layer, "relu_" + layer));
                }
                expected.add("max_pool_" + stage);
            }
            expected.addAll(List.of("flatten_1", "dense_1", "relu_14", "dense_2", "relu_15", "output"));
            assertThat(model.cuts()).extracting(CutPoint::tensor).isEqualTo(expected);
        }
    }

    @Test
    void residualNetworkCanOnlyBeCutBetweenBlocks() {
        try (OnnxSplitModel model = open("resnet50", 0.125, 32, OPTIONS)) {
            List<String> expected = new ArrayList<>(List.of("input", "stem/conv_1", "stem/relu_1", "stem/max_pool_1"));
            int[] blocks = {3, 4, 6, 3};
            for (int stage = 1; stage <= blocks.length; stage++) {
                for (int block = 1; block <= blocks[stage - 1]; block++) {
                    String scope = "stage" + stage + ".block" + block;
                    expected.addAll(List.of(scope + "/add_1", scope + "/relu_3"));
                }
            }
            expected.addAll(List.of("average_1", "flatten_1", "output"));
            assertThat(model.cuts()).extracting(CutPoint::tensor).isEqualTo(expected);
        }
    }

    @Test
    void invertedResidualsCanOnlyBeCutInsideWhereNothingGoesRound() {
        try (OnnxSplitModel model = open("mobilenetv2", 0.25, 32, OPTIONS)) {
            List<String> tensors = model.cuts().stream().map(CutPoint::tensor).toList();
            assertThat(tensors).hasSize(51);
            assertThat(tensors)
                    .filteredOn(name -> name.startsWith("stage3.block1/"))
                    .hasSize(5);
            assertThat(tensors)
                    .filteredOn(name -> name.startsWith("stage3.block2/"))
                    .containsExactly("stage3.block2/add_1");
        }
    }

    @Test
    void transformerCanBeCutBehindEachResidualSum() {
        try (OnnxSplitModel model = open("vit-ti16", 0.34, 32, OPTIONS)) {
            List<String> expected = new ArrayList<>(List.of(
                    "input",
                    "embed/conv_1",
                    "embed/reshape_1",
                    "embed/transpose_1",
                    "embed/tokens_1",
                    "embed/position_add_1"));
            for (int block = 1; block <= 12; block++) {
                expected.addAll(List.of("block" + block + "/add_1", "block" + block + "/add_2"));
            }
            expected.addAll(List.of("norm_1", "first_1", "output"));
            assertThat(model.cuts()).extracting(CutPoint::tensor).isEqualTo(expected);
            assertThat(model.cuts().get(6).shape()).isEqualTo(Shape.of(1, 5, 64));
        }
    }

    @Test
    void workAndParametersOfBothSidesAddUp() {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS)) {
            CutPoint first = model.cuts().get(0);
            assertThat(first.headFlops()).isZero();
            assertThat(first.headParameters()).isZero();
            assertThat(first.tailParameters())
                    .isEqualTo(Zoo.model("vgg16", 0.125, 32).parameters());
            assertThat(model.cuts()).allSatisfy(cut -> {
                assertThat(cut.headFlops() + cut.tailFlops()).isEqualTo(first.tailFlops());
                assertThat(cut.headParameters() + cut.tailParameters()).isEqualTo(first.tailParameters());
            });
            CutPoint afterFirstConvolution = model.cuts().get(1);
            assertThat(afterFirstConvolution.headFlops()).isEqualTo(2L * 3 * 9 * 8 * 32 * 32);
            assertThat(afterFirstConvolution.headParameters()).isEqualTo(3 * 9 * 8 + 8);
            assertThat(model.cuts().get(model.cuts().size() - 1).tailFlops()).isZero();
        }
    }

    @Test
    void productsOfBatchesOfMatricesAreCounted() {
        try (OnnxSplitModel model = open("vit-ti16", 0.34, 32, OPTIONS)) {
            long tokens = 5;
            long width = 64;
            long scoresAndMix = 2 * 2 * tokens * tokens * width;
            long attention = 2 * tokens * width * 4 * width + scoresAndMix;
            long before = model.cuts().get(5).headFlops();
            assertThat(model.cuts().get(6).headFlops() - before).isEqualTo(attention);
            assertThat(model.cuts().get(7).headFlops() - before)
                    .isEqualTo(attention + 2 * 2 * tokens * width * 4 * width);
        }
    }

    @Test
    void halvesStayOnDiskForTheNextTimeAndWithinTheirBound() throws IOException {
        OnnxOptions options = OPTIONS.withSessions(1).withCacheBytes(5_000_000);
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, options)) {
            Tensor input = image(model.inputShape(), 3);
            Tensor whole = model.whole(input);
            for (int cut = 0; cut < model.cuts().size(); cut += 5) {
                assertThat(model.tail(cut, model.head(cut, input)).bytes()).isEqualTo(whole.bytes());
                long bytes = 0;
                for (Path half : halves()) {
                    bytes += Files.size(half);
                }
                assertThat(bytes).isLessThanOrEqualTo(5_000_000);
            }
        }
        List<Path> kept = halves();
        assertThat(kept).isNotEmpty();
        try (OnnxSplitModel again =
                OnnxSplitModel.open(folder.resolve("vgg16.onnx"), "vgg16", folder.resolve("cache"), options)) {
            again.load(35, Half.TAIL);
            assertThat(halves()).containsExactlyInAnyOrderElementsOf(kept);
        }
    }

    @Test
    void halfThatTheDiskBrokeIsWrittenAgain() throws IOException {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS.withSessions(1))) {
            Tensor input = image(model.inputShape(), 3);
            Tensor boundary = model.head(5, input);
            Files.write(halves().get(0), new byte[] {1, 2, 3});
            model.load(6, Half.TAIL);
            assertThat(model.head(5, input).bytes()).isEqualTo(boundary.bytes());
        }
    }

    @Test
    void bufferOnTheHeapGoesInToo() {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS)) {
            Tensor direct = image(model.inputShape(), 3);
            ByteBuffer heap = ByteBuffer.allocate(direct.sizeBytes() + 8);
            heap.position(8).put(direct.bytes()).position(8);
            Tensor copy = Tensor.of(direct.shape(), heap);
            assertThat(model.whole(copy).bytes()).isEqualTo(model.whole(direct).bytes());
        }
    }

    @Test
    void tensorOfAnotherShapeIsRefused() {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS)) {
            Tensor wrong = image(Shape.of(1, 3, 64, 64), 1);
            assertThatThrownBy(() -> model.whole(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected the shape of tensor input to be Nx3x32x32, given 1x3x64x64");
            assertThatThrownBy(() -> model.tail(4, wrong)).hasMessageContaining("Nx8x32x32");
        }
    }

    @Test
    void fileThatChangedSinceItWasOpenedIsRefused() throws IOException {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS)) {
            Files.write(folder.resolve("vgg16.onnx"), new byte[] {1});
            assertThatThrownBy(() -> model.load(3, Half.HEAD))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("unchanged since it was opened");
        }
    }

    @Test
    void closedModelRunsNothingAndCanBeClosedAgain() {
        OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS);
        Tensor input = image(model.inputShape(), 3);
        assertThat(model.whole(input).shape()).isEqualTo(Shape.of(1, 1000));
        model.close();
        model.close();
        assertThatThrownBy(() -> model.whole(input)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void identitiesReturnWhatTheyAreGiven() {
        try (OnnxSplitModel model = open("vgg16", 0.125, 32, OPTIONS)) {
            Tensor input = image(model.inputShape(), 3);
            Tensor whole = model.whole(input);
            int last = model.cuts().size() - 1;
            assertThat(model.head(0, input)).isSameAs(input);
            assertThat(model.tail(last, whole)).isSameAs(whole);
            assertThat(IntStream.rangeClosed(0, last).boxed().toList())
                    .isEqualTo(model.cuts().stream().map(CutPoint::index).toList());
            assertThat(Collections.max(
                            model.cuts().stream().map(CutPoint::bytes).toList()))
                    .isEqualTo(8 * 32 * 32 * 4);
        }
    }
}
