package org.wattsplit.testbed.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.testbed.family.FamilyWeights;
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

    /**
     * The ONNX file of a member of a family, named by what is in it.
     *
     * @param values a value for each knob of the family
     * @param page pictures of a request, at least 1
     */
    public static Path member(FamilyWeights weights, Map<String, String> values, int page) {
        Path folder = cache().resolve("models");
        String name = weights.family().memberName(values);
        try {
            Files.createDirectories(folder);
            Path made = Files.createTempFile(folder, name, ".new");
            weights.writeMember(values, page, made);
            Path file = folder.resolve(name + "-" + Checksum.ofFile(made).substring(0, 16) + ".onnx");
            return Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failures.of("write " + name + " into " + folder, e);
        }
    }
}
