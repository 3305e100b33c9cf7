package org.wattsplit.testbed.training;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.family.Chain;
import org.wattsplit.testbed.family.ExitFamily;
import org.wattsplit.testbed.family.Layer;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.pictures.Glyphs;
import org.wattsplit.testbed.pictures.LabelledPicture;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.training.SharedWeights.Part;

/**
 * How a family is trained, by Adam on pictures that are drawn anew for each step. In each step one of the family's cuts, the
 * input among them, is sent by one of some codecs, both drawn ({@link Crossing}), so that weights learn what arrives of few bits.
 *
 * @param seed of the first weights, of the pictures and of what is drawn besides; the result follows from it on one kind of
 *     machine with one thread
 * @param steps how many updates of the weights
 * @param batch pictures of a step
 * @param learningRate Adam's, falling to a fiftieth along half a cosine
 * @param codecs names of those that are drawn from, each as often as it is named; {@code float32} alone to train as if nothing
 *     were sent
 */
public record FamilyTraining(long seed, int steps, int batch, double learningRate, List<String> codecs) {
    /** What the bundled weights come from. */
    public static final FamilyTraining BUNDLED = new FamilyTraining(1, 2000, 32, 0.004, List.of("float32"));

    /** Factors of the losses at the exits, the first first, as in BranchyNet. */
    private static final double[] EXIT_LOSSES = {0.3, 0.3, 1};

    private static final double LEAST_RATE = 0.02;
    /** Batches whose means and variances normalisations get, in a training of at least as many steps. */
    private static final int STATISTICS_BATCHES = 10;

    private static final int STATISTICS_PICTURES = 200;
    private static final double EPSILON = 1e-5;

    public FamilyTraining {
        Check.that(steps >= 1, "the steps of a training", "at least 1", steps);
        Check.that(batch >= 1, "the batch of a training", "at least 1", batch);
        Check.positive("the learning rate", learningRate);
        codecs = List.copyOf(Check.notEmpty("the codecs of a training", codecs));
        codecs.forEach(Codecs.installed()::get);
    }

    /** The same with another seed, number of steps and codecs. */
    public FamilyTraining with(long otherSeed, int otherSteps, List<String> otherCodecs) {
        return new FamilyTraining(otherSeed, otherSteps, batch, learningRate, otherCodecs);
    }

    /**
     * What is sent in a step.
     *
     * @param cut of the family, 0 for the input
     * @param codec by which
     */
    private record Sending(int cut, Codec codec) {
        INDArray inputs(List<LabelledPicture> pictures) {
            INDArray inputs = FamilyTraining.inputs(pictures);
            return cut == 0 ? Crossing.sent(inputs, codec) : inputs;
        }

        void over(ChainGraph graph) {
            graph.send(cut, codec);
        }
    }

    /** Draws what is sent, at a cut that the largest of some chains has. */
    private Sending sending(List<Chain> chains, RandomGenerator random) {
        int cuts = chains.get(chains.size() - 1).cuts().size() + 1;
        int cut = random.nextInt(cuts);
        return new Sending(cut, Codecs.installed().get(codecs.get(random.nextInt(codecs.size()))));
    }

    /**
     * Weights that all members of a family share.
     *
     * @param done told the steps that are done
     */
    public ArrayStore train(NetworkFamily family, IntConsumer done) {
        List<Map<String, String>> variants = family.variants();
        if (family instanceof ExitFamily) {
            return trainExits(variants.stream().map(family::chain).toList(), done);
        }
        return trainSandwich(variants.stream().map(family::chain).toList(), done);
    }

    /**
     * Weights of one member of a family, trained for itself.
     *
     * @param done told the steps that are done
     */
    public ArrayStore trainAlone(Chain chain, IntConsumer done) {
        return train(List.of(chain), new ChainGraph(List.of(chain), 1), done);
    }

    private ArrayStore trainExits(List<Chain> exits, IntConsumer done) {
        return train(exits, new ChainGraph(exits, EXIT_LOSSES), done);
    }

    private ArrayStore train(List<Chain> chains, ChainGraph graph, IntConsumer done) {
        SharedWeights weights = first(chains);
        RandomGenerator pictures = RandomStreams.of(seed).stream("pictures");
        RandomGenerator sent = RandomStreams.of(seed).stream("sent");
        for (int step = 0; step < steps; step++) {
            List<LabelledPicture> drawn = Pictures.drawn(batch, pictures);
            Sending sending = sending(chains, sent);
            sending.over(graph);
            graph.learn(sending.inputs(drawn), labels(drawn), weights);
            weights.step(rate(step));
            done.accept(step + 1);
        }
        Moments moments = new Moments();
        graph.take(weights);
        RandomGenerator random = RandomStreams.of(seed).stream("statistics");
        for (int i = 0; i < Math.min(STATISTICS_BATCHES, steps); i++) {
            graph.observe(inputs(Pictures.drawn(STATISTICS_PICTURES, random)), moments);
        }
        return store(chains, weights, moments);
    }

    /**
     * The sandwich rule with in-place distillation (Yu and Huang, ICCV 2019): in each step the full member learns the labels,
     * and the smallest and two others learn its answers.
     */
    private ArrayStore trainSandwich(List<Chain> chains, IntConsumer done) {
        SharedWeights weights = first(chains);
        RandomStreams streams = RandomStreams.of(seed);
        RandomGenerator pictures = streams.stream("pictures");
        RandomGenerator members = streams.stream("members");
        RandomGenerator sent = streams.stream("sent");
        List<ChainGraph> graphs =
                chains.stream().map(chain -> new ChainGraph(List.of(chain), 1)).toList();
        int full = chains.size() - 1;
        for (int step = 0; step < steps; step++) {
            List<LabelledPicture> drawn = Pictures.drawn(batch, pictures);
            Sending sending = sending(chains, sent);
            graphs.forEach(sending::over);
            INDArray inputs = sending.inputs(drawn);
            INDArray answers = graphs.get(full).learnAndAnswer(inputs, labels(drawn), weights);
            int one = members.nextInt(1, full);
            int other = members.nextInt(1, full - 1);
            for (int member : new int[] {0, one, other >= one ? other + 1 : other}) {
                graphs.get(member).learn(inputs, answers, weights);
            }
            weights.step(rate(step));
            done.accept(step + 1);
        }
        Moments moments = new Moments();
        RandomGenerator random = streams.stream("statistics");
        for (int i = 0; i < Math.min(STATISTICS_BATCHES, steps); i++) {
            INDArray inputs = inputs(Pictures.drawn(STATISTICS_PICTURES, random));
            for (ChainGraph graph : graphs) {
                graph.take(weights);
                graph.observe(inputs, moments);
            }
        }
        return store(chains, weights, moments);
    }

    private double rate(int step) {
        double falling = (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
        return learningRate * (LEAST_RATE + (1 - LEAST_RATE) * falling);
    }

    /** First weights, of the largest chain first so that each array is as large as any needs. */
    private SharedWeights first(List<Chain> chains) {
        SharedWeights weights = new SharedWeights();
        RandomGenerator random = RandomStreams.of(seed).stream("weights");
        for (int i = chains.size() - 1; i >= 0; i--) {
            chains.get(i).layers().forEach(layer -> weights.add(layer, random));
        }
        return weights;
    }

    private static ArrayStore store(List<Chain> chains, SharedWeights weights, Moments moments) {
        ArrayStore store = new ArrayStore();
        for (Chain chain : chains) {
            for (Layer layer : chain.layers()) {
                if (layer instanceof Layer.Conv conv) {
                    store.put(
                            conv.name() + ".weight",
                            weights.wholeShape(conv, Part.WEIGHT),
                            weights.whole(conv, Part.WEIGHT));
                    putNorm(conv, weights, moments, store);
                } else if (layer instanceof Layer.Project) {
                    store.put(
                            layer.name() + ".weight",
                            weights.wholeShape(layer, Part.WEIGHT),
                            weights.whole(layer, Part.WEIGHT));
                    store.put(layer.name() + ".bias", weights.whole(layer, Part.BIAS));
                } else if (layer instanceof Layer.Dense dense) {
                    store.put(
                            dense.name() + ".weight",
                            List.of(dense.outputs(), dense.inputs()),
                            transposed(weights.whole(dense, Part.WEIGHT), dense.inputs(), dense.outputs()));
                    store.put(dense.name() + ".bias", weights.whole(dense, Part.BIAS));
                }
            }
        }
        return store;
    }

    private static void putNorm(Layer.Conv conv, SharedWeights weights, Moments moments, ArrayStore store) {
        float[] gamma = weights.leading(conv, Part.GAMMA);
        float[] beta = weights.leading(conv, Part.BETA);
        float[] scale = new float[gamma.length];
        float[] shift = new float[gamma.length];
        for (int i = 0; i < gamma.length; i++) {
            double factor = gamma[i] / Math.sqrt(moments.variance(conv.statistics(), i) + EPSILON);
            scale[i] = (float) factor;
            shift[i] = (float) (beta[i] - factor * moments.mean(conv.statistics(), i));
        }
        store.put(conv.statistics() + ".scale", scale);
        store.put(conv.statistics() + ".shift", shift);
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] turned = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = matrix[row * columns + column];
            }
        }
        return turned;
    }

    private static INDArray inputs(List<LabelledPicture> pictures) {
        int pixels = Pictures.SHAPE.elements();
        float[] inputs = new float[pictures.size() * pixels];
        for (int i = 0; i < pictures.size(); i++) {
            pictures.get(i).pixels().floats().get(inputs, i * pixels, pixels);
        }
        return Nd4j.create(inputs, new long[] {pictures.size(), 1, Pictures.SIDE_PIXELS, Pictures.SIDE_PIXELS}, 'c');
    }

    private static INDArray labels(List<LabelledPicture> pictures) {
        float[] labels = new float[pictures.size() * Glyphs.COUNT];
        for (int i = 0; i < pictures.size(); i++) {
            labels[i * Glyphs.COUNT + pictures.get(i).glyph()] = 1;
        }
        return Nd4j.create(labels, new long[] {pictures.size(), Glyphs.COUNT}, 'c');
    }
}
