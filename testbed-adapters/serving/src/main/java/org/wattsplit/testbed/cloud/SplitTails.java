package org.wattsplit.testbed.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * The tails of a network, each a model of its own: {@code MODEL.tail.CUT}, and {@code MODEL.whole}. Nothing about a tail
 * is special to this server, so any other that speaks the Open Inference Protocol could host it under the same name.
 *
 * <p>Each opened tail has a {@link SplitModel} to itself, so that tails run beside each other and closing one frees what
 * it loaded. Thread-safe when the opener is.
 */
public final class SplitTails implements ModelRepository {
    private final Supplier<SplitModel> opener;
    private final String output;
    private final Shape outputShape;
    private final Shape inputShape;
    private final boolean freeBatch;
    private final Map<String, CutPoint> tails = new LinkedHashMap<>();
    private final String whole;

    private SplitTails(SplitModel model, Supplier<SplitModel> opener) {
        this.opener = opener;
        List<CutPoint> cuts = model.cuts();
        Check.that(cuts.size() >= 2, "the cuts of " + model.name(), "at least 2", cuts.size());
        output = cuts.get(cuts.size() - 1).tensor();
        outputShape = model.outputShape();
        inputShape = model.inputShape();
        freeBatch = model.freeBatch();
        cuts.forEach(cut -> tails.put(tailName(model.name(), cut.index()), cut));
        whole = wholeName(model.name());
        tails.put(whole, cuts.get(0));
    }

    /**
     * The tails of the network that an opener opens, which happens once here, to learn its cuts, and once for each tail
     * that is opened.
     */
    public static SplitTails of(Supplier<SplitModel> opener) {
        try (SplitModel model = opener.get()) {
            return new SplitTails(model, opener);
        }
    }

    /** The name of a network's tail from a cut on. */
    public static String tailName(String model, int cut) {
        return model + ".tail." + cut;
    }

    /** The name of a whole network. */
    public static String wholeName(String model) {
        return model + ".whole";
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(tails.keySet());
    }

    @Override
    public HostedModel open(String name) {
        CutPoint cut = tails.get(name);
        if (cut == null) {
            throw InputException.unknown("the model", name, tails.keySet());
        }
        boolean isWhole = name.equals(whole);
        Shape from = isWhole ? inputShape : cut.shape();
        TensorMetadata input = metadata(cut.tensor(), from);
        SplitModel model = opener.get();
        try {
            model.load(cut.index(), SplitModel.Half.TAIL);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        return new Tail(name, model, cut.index(), isWhole, input, metadata(output, outputShape));
    }

    private TensorMetadata metadata(String tensor, Shape ofOne) {
        TensorMetadata fixed = TensorMetadata.floats(tensor, ofOne);
        return freeBatch ? fixed.withAnyBatch() : fixed;
    }

    private record Tail(
            String name, SplitModel model, int cut, boolean isWhole, TensorMetadata input, TensorMetadata output)
            implements HostedModel {
        @Override
        public List<TensorMetadata> inputs() {
            return List.of(input);
        }

        @Override
        public List<TensorMetadata> outputs() {
            return List.of(output);
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs) {
            Tensor given = inputs.get(0);
            return List.of(isWhole ? model.whole(given) : model.tail(cut, given));
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
