package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;

/** A network's head here, its tail behind the protocol, what crosses in each codec. */
final class SplitInferenceTest {
    private static final int PIXELS = 32;

    @TempDir
    private Path temp;

    private static Tensor image() {
        SplittableRandom random = new SplittableRandom(1);
        float[] elements = new float[3 * PIXELS * PIXELS];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) random.nextGaussian();
        }
        return Tensor.of(Shape.of(1, 3, PIXELS, PIXELS), elements);
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.toArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void headHereAndTailThereGiveTheWholesOutputAsExactlyAsTheCodecIs() {
        Path file = temp.resolve("vgg16.onnx");
        Zoo.model("vgg16", 0.125, PIXELS).write(file, 1);
        Path halves = temp.resolve("halves");
        OnnxOptions options = OnnxOptions.DEFAULT.withIntraOpThreads(1).withExact(true);
        ModelRepository tails = SplitTails.of(() -> OnnxSplitModel.open(file, "vgg16", halves, options));
        CloudServerOptions serving = CloudServerOptions.loopback(0).withCodecs(Codecs.installed()::get);
        try (CloudServer server = CloudServer.start(serving, tails);
                CloudClient client =
                        CloudClient.of(CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK)
                                .withDeadline(Duration.ofSeconds(60)));
                SplitModel model = OnnxSplitModel.open(file, "vgg16", halves, options)) {
            Tensor input = image();
            Tensor whole = model.whole(input);
            List<CutPoint> cuts = model.cuts();
            for (int cut : new int[] {0, 1, cuts.size() / 2, cuts.size() - 2}) {
                Tensor boundary = model.head(cut, input);
                for (String name : List.of("float32", "float32+zstd", "float16", "int8", "int8-channel+zstd")) {
                    Codec codec = Codecs.installed().get(name);
                    String tail = "vgg16.tail." + cut;
                    String tensor = client.model(tail).inputs().get(0).name();
                    CloudAnswer answer = client.infer(tail, List.of(CloudInput.encoded(tensor, boundary, codec)));
                    double share = answer.outputs().values().iterator().next().distance(whole) / largest(whole);
                    double bound = name.startsWith("float32") ? 0 : name.startsWith("float16") ? 0.005 : 0.2;
                    assertThat(share).as(name + " at cut " + cut).isLessThanOrEqualTo(bound);
                    if (name.equals("int8")) {
                        assertThat(answer.bytesSent())
                                .as("bytes at cut " + cut)
                                .isLessThan(boundary.sizeBytes() / 4 + 500);
                    }
                }
            }
        }
    }

    @Test
    void aBatchIsAnsweredAsItsPicturesAreOneByOne() {
        Path file = temp.resolve("mobilenetv2.onnx");
        Zoo.model("mobilenetv2", 0.25, PIXELS).write(file, 1);
        Path halves = temp.resolve("halves");
        OnnxOptions options = OnnxOptions.DEFAULT.withIntraOpThreads(1);
        ModelRepository tails = SplitTails.of(() -> OnnxSplitModel.open(file, "mobilenetv2", halves, options));
        try (CloudServer server = CloudServer.start(CloudServerOptions.loopback(0), tails);
                CloudClient client =
                        CloudClient.of(CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK)
                                .withDeadline(Duration.ofSeconds(60)));
                SplitModel model = OnnxSplitModel.open(file, "mobilenetv2", halves, options)) {
            Tensor one = image();
            float[] twice = Arrays.copyOf(one.toArray(), 2 * one.shape().elements());
            System.arraycopy(
                    one.toArray(), 0, twice, one.shape().elements(), one.shape().elements());
            int cut = model.cuts().size() / 2;
            Tensor boundary = model.head(cut, Tensor.of(Shape.of(2, 3, PIXELS, PIXELS), twice));
            String tail = "mobilenetv2.tail." + cut;
            TensorMetadata input = client.model(tail).inputs().get(0);
            assertThat(input.shape().get(0)).isEqualTo(TensorMetadata.ANY);
            float[] answer = client.infer(tail, List.of(CloudInput.of(input.name(), boundary)))
                    .outputs()
                    .values()
                    .iterator()
                    .next()
                    .toArray();
            float[] whole = model.whole(one).toArray();
            assertThat(answer).hasSize(2 * whole.length);
            for (int i = 0; i < answer.length; i++) {
                assertThat(answer[i]).isCloseTo(whole[i % whole.length], within(1e-4F));
            }
        }
    }
}
