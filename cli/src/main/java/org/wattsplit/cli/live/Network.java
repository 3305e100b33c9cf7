package org.wattsplit.cli.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.dl4j.Dl4jZoo;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.SplitModel;

/**
 * A network that two processes open alike, as text {@code NAME=SOURCE}: an ONNX file, or
 * {@code dl4j:ARCHITECTURE[:PIXELS]}, one of Deeplearning4j's zoo with drawn weights.
 *
 * @param name what it is called
 * @param source a file that ends in {@code .onnx}, or {@code dl4j:…}
 */
public record Network(String name, String source) {
    private static final String DL4J = "dl4j:";
    private static final String ONNX = ".onnx";
    private static final long DL4J_SEED = 1;

    public Network {
        Check.that(name.matches("[A-Za-z0-9_-]+"), "the name of a network", "letters, digits, - and _", name);
        if (!source.startsWith(DL4J) && !source.toLowerCase(Locale.ROOT).endsWith(ONNX)) {
            throw InputException.of("the network " + name, "a file that ends in .onnx, or dl4j:ARCHITECTURE", source);
        }
    }

    /** An ONNX file. */
    public static Network ofFile(String name, Path file) {
        if (!Files.isRegularFile(file)) {
            throw InputException.of("the model", "a file", file);
        }
        return new Network(name, file.toString());
    }

    /** An architecture of Deeplearning4j's zoo. */
    public static Network ofDl4j(String architecture, int pixels) {
        return new Network(architecture, DL4J + architecture + ":" + pixels);
    }

    /** The network that a value of {@code cloud serve --model} names. */
    public static Network parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw InputException.of("--model", "identity, NAME=FILE.onnx or NAME=dl4j:ARCHITECTURE", text);
        }
        return new Network(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Which backend runs it: {@code onnx} or {@code dl4j}. */
    public String backend() {
        return source.startsWith(DL4J) ? "dl4j" : "onnx";
    }

    /** Opens it; halves of an ONNX file are kept for later times. */
    public SplitModel open(OnnxOptions options) {
        if (!source.startsWith(DL4J)) {
            return OnnxSplitModel.open(Path.of(source), name, NetworkFiles.halves(), options);
        }
        String[] words = source.substring(DL4J.length()).split(":", -1);
        if (words.length == 1) {
            return Dl4jZoo.of(words[0], DL4J_SEED);
        }
        return Dl4jZoo.of(words[0], DL4J_SEED, pixels(words[1]), Dl4jZoo.CLASSES);
    }

    private static int pixels(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw InputException.of("the pixels of an image's side", "a whole number", text);
        }
    }

    /** {@code NAME=SOURCE}. */
    @Override
    public String toString() {
        return name + "=" + source;
    }
}
