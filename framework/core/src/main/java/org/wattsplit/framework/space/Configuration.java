package org.wattsplit.framework.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One feasible assignment of a value to every knob. Made by its {@link ConfigurationSpace} only, which refuses
 * infeasible ones. Immutable; equal to a configuration of the same values in a space of the same knobs.
 */
public final class Configuration implements Comparable<Configuration> {
    private final SpaceSpec spec;
    private final int[] choices;
    private final long code;
    private final int settingIndex;
    private final Placement placement;

    Configuration(SpaceSpec spec, int[] choices, long code, int settingIndex, Placement placement) {
        this.spec = spec;
        this.choices = choices.clone();
        this.code = code;
        this.settingIndex = settingIndex;
        this.placement = placement;
    }

    /** The position of the value of the knob at {@code knob} in the space's order. */
    public int choice(int knob) {
        return choices[knob];
    }

    /** The positions of all values, a copy; index as the space's knobs. */
    public int[] choices() {
        return choices.clone();
    }

    /** The value of a knob as text. */
    public String value(String knob) {
        List<Knob> knobs = spec.knobs();
        for (int i = 0; i < choices.length; i++) {
            if (knobs.get(i).name().equals(knob)) {
                return knobs.get(i).values().get(choices[i]);
            }
        }
        throw new IllegalArgumentException("Expected the knob to be one of "
                + knobs.stream().map(Knob::name).toList() + ", given " + knob);
    }

    /** The values by knob, in the space's order. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        List<Knob> knobs = spec.knobs();
        for (int i = 0; i < choices.length; i++) {
            values.put(knobs.get(i).name(), knobs.get(i).values().get(choices[i]));
        }
        return values;
    }

    /** The values of those of its knobs that are the request's, {@link Knob#OF_REQUESTS}: what no scheduler chooses. */
    public Map<String, String> requestValues() {
        Map<String, String> values = new LinkedHashMap<>();
        List<Knob> knobs = spec.knobs();
        for (int i = 0; i < choices.length; i++) {
            if (Knob.OF_REQUESTS.contains(knobs.get(i).name())) {
                values.put(knobs.get(i).name(), knobs.get(i).values().get(choices[i]));
            }
        }
        return values;
    }

    /** How many inputs the requests have that it serves: the value of the knob {@link Knob#BATCH}, 1 where there is none. */
    public int batch() {
        return Integer.parseInt(requestValues().getOrDefault(Knob.BATCH, "1"));
    }

    /** Its number among all assignments, feasible or not, in the order of the knobs: what configurations sort by. */
    public long code() {
        return code;
    }

    /** The number of its hardware setting in {@link ConfigurationSpace#setting}. */
    public int settingIndex() {
        return settingIndex;
    }

    /** Where it runs the network. */
    public Placement placement() {
        return placement;
    }

    @Override
    public int compareTo(Configuration other) {
        return Long.compare(code, other.code);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Configuration that
                && code == that.code
                && spec.knobs().equals(that.spec.knobs());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(code);
    }

    /** The values as {@code knob=value} words. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values().forEach((knob, value) ->
                text.append(text.isEmpty() ? "" : " ").append(knob).append('=').append(value));
        return text.toString();
    }
}
