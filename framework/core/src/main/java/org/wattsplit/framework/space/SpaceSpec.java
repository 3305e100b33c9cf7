package org.wattsplit.framework.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Format;

/**
 * A configuration space as it is written in {@code space.yaml} and inside other files.
 *
 * @param name the space's name, usually the network's
 * @param knobs the knobs in order, {@code split_layer} among them
 * @param constraints what feasible configurations keep; default none
 * @param cloudOnly the configuration that runs everything in the cloud, a value for every knob; null, the default, where
 *     none does
 * @param edgeOnly the configuration that runs everything on the edge, a value for every knob; null, the default, where none
 *     does, and the largest cut leaves something to the cloud
 */
public record SpaceSpec(
        String name,
        List<Knob> knobs,
        @Default("[]") List<Constraint> constraints,
        @Nullable Map<String, String> cloudOnly,
        @Nullable Map<String, String> edgeOnly) {
    /** The readers of {@code space.yaml}, which says no format and no version: there was one only. */
    public static final Format<SpaceSpec> FILE = Format.of("space", 1, SpaceSpec.class);

    public SpaceSpec {
        knobs = List.copyOf(knobs);
        constraints = List.copyOf(constraints);
        cloudOnly = copy(cloudOnly);
        edgeOnly = copy(edgeOnly);
    }

    private static @Nullable Map<String, String> copy(@Nullable Map<String, String> values) {
        return values == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
