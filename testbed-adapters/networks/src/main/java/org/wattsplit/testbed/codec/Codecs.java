package org.wattsplit.testbed.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.provider.Registry;

/**
 * The codecs by name. All refuse, with an {@link InputException} and before they allocate, what no tensor of the expected
 * shape is encoded as.
 *
 * <table>
 * <caption>What each keeps</caption>
 * <tr><th>name</th><th>bytes of an element</th><th>error of an element x</th><th>NaN and infinities</th></tr>
 * <tr><td>{@code float32}</td><td>4, not copied</td><td>none</td><td>kept</td></tr>
 * <tr><td>{@code float16}</td><td>2</td><td>2^-11 |x|, and at most 2^-25 below 2^-14; beyond ±65504 it becomes ±65504</td>
 * <td>kept</td></tr>
 * <tr><td>{@code int8}</td><td>1, and 5 for the tensor</td><td>half a step: a 510th of the distance between the least and the
 * largest element, 0 counted with them</td><td>refused</td></tr>
 * <tr><td>{@code int8-channel}</td><td>1, and 5 for each channel</td><td>the same within its channel</td><td>refused</td></tr>
 * <tr><td>{@code int4}, {@code int2}, {@code int1}</td><td>1/2, 1/4, 1/8, and 5 for the tensor</td><td>half a step: a 30th, a
 * 6th, half of that distance</td><td>refused</td></tr>
 * </table>
 *
 * <p>{@code +zstd} after a name compresses the bytes without loss.
 */
public final class Codecs {
    private static final Codecs INSTALLED = of(Registry.installed());

    private final Map<String, Codec> byName;

    private Codecs(Map<String, Codec> byName) {
        this.byName = byName;
    }

    /** Those above, and what a registry adds, each also with {@code +zstd}. */
    public static Codecs of(Registry registry) {
        Map<String, Codec> known = new LinkedHashMap<>();
        List<Codec> own = List.of(
                new Float32Codec(),
                new Float16Codec(),
                new IntegerCodec("int8", 8, false),
                new IntegerCodec("int8-channel", 8, true),
                new IntegerCodec("int4", 4, false),
                new IntegerCodec("int2", 2, false),
                new IntegerCodec("int1", 1, false));
        Stream.concat(own.stream(), registry.of("a codec", Codec.class).all().values().stream())
                .flatMap(codec -> Stream.of(codec, new ZstdCodec(codec)))
                .forEach(codec -> Check.that(
                        known.put(codec.name(), codec) == null, "a codec", "provided once by name", codec.name()));
        return new Codecs(known);
    }

    /** What the class path holds. */
    public static Codecs installed() {
        return INSTALLED;
    }

    /** The names, each plain one before its compressed one. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The codec of that name.
     *
     * @throws InputException for a name that is none of {@link #names()}
     */
    public Codec get(String name) {
        Codec codec = byName.get(name);
        if (codec == null) {
            throw InputException.unknown("a codec", name, byName.keySet());
        }
        return codec;
    }
}
