package org.wattsplit.framework.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a configuration that takes time to change on the device.
 *
 * @param index its number among the space's hardware settings, from 0
 * @param knobs names of the hardware knobs
 * @param values their values, in the same order
 */
public record HardwareSetting(int index, List<String> knobs, List<String> values) {
    public HardwareSetting {
        knobs = List.copyOf(knobs);
        values = List.copyOf(values);
    }

    /** The value of each knob, in their order; a map of the caller's. */
    public Map<String, String> byKnob() {
        Map<String, String> byKnob = new LinkedHashMap<>();
        for (int i = 0; i < knobs.size(); i++) {
            byKnob.put(knobs.get(i), values.get(i));
        }
        return byKnob;
    }

    /** The setting as {@code knob=value} words. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < knobs.size(); i++) {
            text.append(i == 0 ? "" : " ").append(knobs.get(i)).append('=').append(values.get(i));
        }
        return text.toString();
    }
}
