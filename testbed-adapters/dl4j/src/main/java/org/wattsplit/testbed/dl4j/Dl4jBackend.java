package org.wattsplit.testbed.dl4j;

import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkBackend;
import org.wattsplit.testbed.split.SplitModel;

/** Deeplearning4j's own architectures with drawn weights, as source {@code dl4j:ARCHITECTURE[:PIXELS]}. */
public final class Dl4jBackend implements NetworkBackend {
    /** Its name. */
    public static final String NAME = "dl4j";

    private static final String PREFIX = NAME + ":";
    private static final long SEED = 1;

    /** An architecture of Deeplearning4j's zoo for images of that many pixels a side. */
    public static Network network(String architecture, int pixels) {
        return new Network(architecture, PREFIX + architecture + ":" + pixels);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "dl4j:ARCHITECTURE";
    }

    @Override
    public boolean runs(String source) {
        return source.startsWith(PREFIX);
    }

    @Override
    public SplitModel open(Network network, int halves) {
        String[] words = network.source().substring(PREFIX.length()).split(":", -1);
        if (words.length == 1) {
            return Dl4jZoo.of(words[0], SEED);
        }
        return Dl4jZoo.of(words[0], SEED, pixels(words[1]), Dl4jZoo.CLASSES);
    }

    private static int pixels(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw InputException.of("the pixels of an image's side", "a whole number", text);
        }
    }
}
