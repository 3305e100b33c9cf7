package org.wattsplit.study.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * An architecture that can be built.
 *
 * @param name its name
 * @param parameters its parameters, as published; of a family all that its members share
 * @param knobs values by knob of a family of trained networks; none of an architecture with drawn weights
 */
public record Architecture(String name, long parameters, Map<String, List<String>> knobs) {
    /** All of them: those with drawn weights in their order, then the families. */
    public static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        Zoo.names()
                .forEach(name -> all.add(new Architecture(name, Zoo.model(name).parameters(), Map.of())));
        for (NetworkFamily family : NetworkFamilies.ALL) {
            Map<String, List<String>> knobs = new TreeMap<>();
            for (Knob knob : family.knobs()) {
                knobs.put(knob.name(), knob.values());
            }
            all.add(new Architecture(
                    family.name(), FamilyWeights.bundled(family.name()).parameters(), knobs));
        }
        return all;
    }
}
