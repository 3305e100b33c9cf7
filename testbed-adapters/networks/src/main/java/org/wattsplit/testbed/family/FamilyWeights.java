package org.wattsplit.testbed.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.FileHeader;

/**
 * The weights that all members of a family share, and the normalisations of each. As a file it is an {@link ArrayStore}, so
 * safetensors:
 *
 * <table>
 *   <caption>Arrays</caption>
 *   <tr><th>name</th><th>shape</th><th>of</th></tr>
 *   <tr><td>{@code NAME.weight}</td><td>outputs, inputs, 3, 3</td><td>a {@link Layer.Conv}</td></tr>
 *   <tr><td>{@code STATISTICS.scale}, {@code STATISTICS.shift}</td><td>outputs</td><td>its normalisation: what the convolution
 *       gives is multiplied and added to</td></tr>
 *   <tr><td>{@code NAME.weight}, {@code NAME.bias}</td><td>outputs, inputs; outputs</td><td>a {@link Layer.Project} or
 *       {@link Layer.Dense}</td></tr>
 * </table>
 */
public final class FamilyWeights {
    /** The header's format. */
    public static final String FORMAT = "network-family";

    private final About about;
    private final ArrayStore arrays;

    /**
     * Weights.
     *
     * @param arrays see above; not copied
     */
    public FamilyWeights(About about, ArrayStore arrays) {
        this.about = about;
        this.arrays = arrays;
    }

    /**
     * What a file says of itself.
     *
     * @param header format {@value #FORMAT}, version of {@link ArrayStore}, seed and command of the training
     * @param family name of the family
     */
    public record About(FileHeader header, String family) {}

    /** The weights of a family that come with the project. */
    public static FamilyWeights bundled(String family) {
        String name = NetworkFamilies.of(family).name() + ".weights";
        try (InputStream in = FamilyWeights.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected the resource " + name);
            }
            return of(ArrayStore.read(in, name, FORMAT, About.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The weights of a file.
     *
     * @throws InputException where it is none
     */
    public static FamilyWeights read(Path file) {
        return of(ArrayStore.read(file, FORMAT, About.class));
    }

    private static FamilyWeights of(ArrayStore.Contents<About> contents) {
        return new FamilyWeights(contents.about(), contents.arrays());
    }

    /** Replaces a file with these weights. */
    public void write(Path file) {
        arrays.write(file, about);
    }

    /** What they say of themselves. */
    public About about() {
        return about;
    }

    /** The family. */
    public NetworkFamily family() {
        return NetworkFamilies.of(about.family());
    }

    /** The numbers that are stored. */
    public long parameters() {
        return arrays.names().stream().mapToLong(arrays::length).sum();
    }

    /**
     * Writes a member as an ONNX file with a free batch, whole or not at all.
     *
     * @param values a value for each knob of the family; where one is missing, its largest
     * @return the numbers in the file that the network was trained to
     * @throws InputException for a knob or a value that the family does not have
     */
    public long writeMember(Map<String, String> values, Path file) {
        return ChainFile.write(this, family().memberName(values), family().chain(values), 0, file);
    }

    /**
     * As {@link #writeMember(Map, Path)}, for a request that is a page of pictures: the input is 1 x pictures x height x width,
     * and the output a row for each of them.
     *
     * @param page pictures of a request, at least 1
     */
    public long writeMember(Map<String, String> values, int page, Path file) {
        Check.that(page >= 1, "the pictures of a page", "at least 1", page);
        return ChainFile.write(this, family().memberName(values), family().chain(values), page, file);
    }

    /**
     * The leading part of an array in each dimension.
     *
     * @param sizes the part's sizes, none larger than the array's; as many, or fewer where the last ones are whole
     */
    public float[] leading(String name, int... sizes) {
        List<Integer> shape = arrays.shape(name);
        float[] all = arrays.floats(name, arrays.length(name));
        if (shape.size() < sizes.length) {
            throw InputException.of("array " + name, sizes.length + " dimensions at least", shape);
        }
        return Slices.leading(all, shape, sizes);
    }
}
