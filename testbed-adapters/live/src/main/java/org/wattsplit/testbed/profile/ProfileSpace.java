package org.wattsplit.testbed.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/** The configuration space of a network in halves: where to cut, the device's knobs, how the tensor crosses. */
public final class ProfileSpace {
    /** The knob of the codec. */
    public static final String CODEC = "codec";

    private ProfileSpace() {}

    /**
     * What a family of networks adds to the space.
     *
     * @param knobs its knobs, the largest value of each stands in the edge-only and cloud-only configurations
     * @param constraints what its members cannot do
     */
    public record Members(List<Knob> knobs, List<Constraint> constraints) {
        static final Members NONE = new Members(List.of(), List.of());

        public Members {
            knobs = List.copyOf(knobs);
            constraints = List.copyOf(constraints);
        }
    }

    /** The space of one network, which does not change. */
    public static ConfigurationSpace of(String model, List<Integer> cuts, List<Knob> hardware, List<String> codecs) {
        return of(model, cuts, Members.NONE, hardware, codecs);
    }

    /**
     * A space.
     *
     * @param model the network's name, which becomes the space's
     * @param cuts numbers of cuts, ascending, the first and the last of the network among them
     * @param members knobs that change the network
     * @param hardware the device's knobs; the largest value of each stands in the edge-only and cloud-only configurations
     * @param codecs names of codecs; where nothing crosses, the first stands for all
     */
    public static ConfigurationSpace of(
            String model, List<Integer> cuts, Members members, List<Knob> hardware, List<String> codecs) {
        Check.that(cuts.size() >= 2, "the cuts of " + model, "the first and the last at least", cuts);
        List<String> layers = cuts.stream().map(String::valueOf).toList();
        String last = layers.get(layers.size() - 1);
        List<Knob> knobs = new ArrayList<>();
        knobs.add(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, layers, false));
        knobs.addAll(members.knobs());
        knobs.addAll(hardware);
        knobs.add(new Knob(CODEC, Knob.Kind.CATEGORICAL, codecs, false));
        List<Constraint> constraints = new ArrayList<>(members.constraints());
        if (codecs.size() > 1) {
            constraints.add(new Constraint(
                    "nothing crosses when all of it runs on the edge",
                    Map.of(Knob.SPLIT_LAYER, List.of(last)),
                    Map.of(CODEC, List.of(codecs.get(0)))));
        }
        return ConfigurationSpace.of(
                new SpaceSpec(model, knobs, constraints, only(layers.get(0), knobs), only(last, knobs)));
    }

    /** The largest value of each knob, with the first codec. */
    private static Map<String, String> only(String layer, List<Knob> knobs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Knob knob : knobs) {
            List<String> all = knob.values();
            values.put(knob.name(), all.get(knob.name().equals(CODEC) ? 0 : all.size() - 1));
        }
        values.put(Knob.SPLIT_LAYER, layer);
        return values;
    }
}
