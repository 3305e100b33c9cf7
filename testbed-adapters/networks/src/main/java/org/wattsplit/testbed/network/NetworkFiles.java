package org.wattsplit.testbed.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.wattsplit.testbed.zoo.Zoo;

/** Where networks and their halves are kept from one command to the next. */
public final class NetworkFiles {
    private NetworkFiles() {}

    private static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "wattsplit");
    }

    /** The folder of halves. */
    public static Path halves() {
        return cache().resolve("halves");
    }

    /** The folder of what a device's knobs were, until they are put back. */
    public static Path deviceState() {
        return cache().resolve("device");
    }

    /**
     * The ONNX file of an architecture with drawn weights, built when it is not there yet.
     *
     * @param name an architecture of {@link Zoo#names}
     * @param width factor of its channels
     * @param pixels pixels of an image's side
     * @param seed seed of the weights
     */
    public static Path built(String name, double width, int pixels, long seed) {
        Path file = cache().resolve("models")
                .resolve(String.format(Locale.ROOT, "%s-width%s-%dpx-seed%d.onnx", name, width, pixels, seed));
        if (!Files.exists(file)) {
            Zoo.model(name, width, pixels).write(file, seed);
        }
        return file;
    }
}
