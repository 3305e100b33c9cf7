package org.wattsplit.framework.testbed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * What it takes to change the hardware setting, as the scenario states it: the same time and energy for every change, but for
 * those that it names. {@link SettingChanges} are these costs between the settings of a space.
 *
 * @param millis time of a change, at least 0; default 0
 * @param joules energy of a change, at least 0; default 0
 * @param changes changes with a time and an energy of their own, of which the first that matches counts; default none
 */
public record TransitionCost(
        @Default("0") double millis,
        @Default("0") double joules,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Default("[]")
        List<Change> changes) {
    /** Changes are not charged, as in the published results. */
    public static final TransitionCost FREE = new TransitionCost(0, 0);

    public TransitionCost {
        Check.nonNegative("millis", millis);
        Check.nonNegative("joules", joules);
        changes = List.copyOf(changes);
    }

    /** The same for every change. */
    public TransitionCost(double millis, double joules) {
        this(millis, joules, List.of());
    }

    /**
     * Changes of their own cost.
     *
     * @param from values of hardware knobs that a setting has that is left; default any setting
     * @param to values of hardware knobs that a setting has that is taken; default any setting
     * @param millis time of such a change, at least 0; default 0
     * @param joules energy of such a change, at least 0; default 0
     */
    public record Change(
            @Default("{}") Map<String, String> from,
            @Default("{}") Map<String, String> to,
            @Default("0") double millis,
            @Default("0") double joules) {
        public Change {
            // Sorted: hashes of trainings and runs are made of their words.
            from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
            to = Collections.unmodifiableSortedMap(new TreeMap<>(to));
            Check.nonNegative("millis", millis);
            Check.nonNegative("joules", joules);
        }
    }

    /**
     * What changes cost between the settings of a space.
     *
     * @throws org.wattsplit.framework.check.InputException where a change names what is no hardware knob there, or no value of one
     */
    public SettingChanges in(ConfigurationSpace space) {
        return new SettingChanges(this, space);
    }

    /** As records have it, but for changes where there are none: hashes of earlier trainings and runs are made of it. */
    @Override
    public String toString() {
        return "TransitionCost[millis=" + millis + ", joules=" + joules
                + (changes.isEmpty() ? "" : ", changes=" + changes) + "]";
    }
}
