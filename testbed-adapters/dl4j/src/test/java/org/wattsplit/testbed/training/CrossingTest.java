package org.wattsplit.testbed.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.family.Chain;
import org.wattsplit.testbed.family.ExitFamily;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.pictures.Pictures;

/** Fake quantisation at the cuts of a graph that is trained. */
final class CrossingTest {
    private static final Codec TWO_BITS = Codecs.installed().get("int2");

    @Test
    void whatArrivesIsWhatTheCodecMakesOfIt() {
        INDArray array = Nd4j.create(new float[] {0, 1, 2, 2.9f, 0.4f, 3}, new long[] {2, 3}, 'c');
        assertThat(ChainGraph.floats(Crossing.sent(array, TWO_BITS))).containsExactly(0, 1, 2, 3, 0, 3);
        assertThat(ChainGraph.floats(array)).as("not changed").containsExactly(0, 1, 2, 2.9f, 0.4f, 3);
    }

    @Test
    void gradientsPassAsIfNothingWereSent() {
        Crossing crossing = new Crossing();
        crossing.setCodec(TWO_BITS);
        INDArray gradient = Nd4j.create(new float[] {5, -6}, new long[] {1, 2}, 'c');
        assertThat(crossing.backprop(Nd4j.ones(1, 2), gradient).getFirst()).isEqualTo(gradient);
    }

    @Test
    void theCutThatIsSentOverIsQuantisedAndNoOther() {
        NetworkFamily family = new ExitFamily();
        List<Chain> exits = family.variants().stream().map(family::chain).toList();
        ChainGraph graph = new ChainGraph(exits, 1, 1, 1);
        SharedWeights weights = new SharedWeights();
        exits.forEach(chain ->
                chain.layers().forEach(layer -> weights.add(layer, RandomStreams.of(3).stream("weights"))));
        graph.take(weights);
        INDArray input = Nd4j.create(Pictures.unseen(1).get(0).pixels().toArray(), new long[] {1, 1, 32, 32}, 'c');

        graph.send(2, TWO_BITS);
        Map<String, INDArray> sent = graph.graph().feedForward(input, true);
        assertThat(levels(sent, "stage1.sent")).isGreaterThan(100);
        assertThat(levels(sent, "stage2.sent")).isBetween(2, 4);
        assertThat(levels(sent, "stage3.sent")).isGreaterThan(100);

        graph.observe(input, new Moments());
        ComputationGraph after = graph.graph();
        assertThat(levels(after.feedForward(input, true), "stage2.sent"))
                .as("statistics are of what is not sent")
                .isGreaterThan(100);
    }

    private static int levels(Map<String, INDArray> activations, String vertex) {
        float[] values = ChainGraph.floats(Objects.requireNonNull(activations.get(vertex)));
        return (int) IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .distinct()
                .count();
    }
}
