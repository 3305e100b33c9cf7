package org.wattsplit.framework.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration space as it is written in {@code space.yaml} and inside other files.
 *
 * @param name the space's name, usually the network's
 * @param knobs the knobs in order, {@code split_layer} among them
 * @param constraints what feasible configurations keep; may be empty
 * @param cloudOnly the configuration that runs everything in the cloud, a value for every knob
 * @param edgeOnly the configuration that runs everything on the edge, a value for every knob
 */
public record SpaceSpec(
        String name,
        List<Knob> knobs,
        List<Constraint> constraints,
        Map<String, String> cloudOnly,
        Map<String, String> edgeOnly) {
    public SpaceSpec {
        knobs = List.copyOf(knobs);
        constraints = List.copyOf(constraints);
        cloudOnly = Collections.unmodifiableMap(new LinkedHashMap<>(cloudOnly));
        edgeOnly = Collections.unmodifiableMap(new LinkedHashMap<>(edgeOnly));
    }
}
