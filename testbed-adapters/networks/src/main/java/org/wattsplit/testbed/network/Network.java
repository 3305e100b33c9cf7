package org.wattsplit.testbed.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.testbed.split.SplitModel;

/**
 * A network that two processes open alike, as text {@code NAME=SOURCE}: a file that ends in {@code .onnx}, or what another
 * {@link NetworkBackend} takes.
 *
 * @param name what it is called: letters, digits, {@code -} and {@code _}
 * @param source where it comes from, as one of the backends takes it
 */
public record Network(String name, String source) {
    /** Halves that stay loaded unless more are asked for. */
    private static final int HALVES = 4;

    public Network {
        Check.that(name.matches("[A-Za-z0-9_-]+"), "the name of a network", "letters, digits, - and _", name);
        if (find(source).isEmpty()) {
            throw InputException.of("the source of network " + name, sources(), source);
        }
    }

    /** An ONNX file. */
    public static Network ofFile(String name, Path file) {
        if (!Files.isRegularFile(file)) {
            throw InputException.of("the network", "a file", file);
        }
        return new Network(name, file.toString());
    }

    /** The network of a text {@code NAME=SOURCE}. */
    public static Network parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw InputException.of("a network", "NAME=SOURCE, the source being " + sources(), text);
        }
        return new Network(text.substring(0, equals), text.substring(equals + 1));
    }

    /** The name of the backend that runs it. */
    public String backend() {
        return find(source).orElseThrow().name();
    }

    /** Opens it with room for a few halves at a time. */
    public SplitModel open() {
        return open(HALVES);
    }

    /** Opens it with room for that many halves at a time, at least 1. */
    public SplitModel open(int halves) {
        return find(source).orElseThrow().open(this, halves);
    }

    private static Optional<NetworkBackend> find(String source) {
        return backends().stream().filter(backend -> backend.runs(source)).findFirst();
    }

    private static List<NetworkBackend> backends() {
        return List.copyOf(
                Providers.load("the backend", NetworkBackend.class).all().values());
    }

    private static String sources() {
        return String.join(
                ", or ", backends().stream().map(NetworkBackend::description).toList());
    }

    /** {@code NAME=SOURCE}. */
    @Override
    public String toString() {
        return name + "=" + source;
    }
}
