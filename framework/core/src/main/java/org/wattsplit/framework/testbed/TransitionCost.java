package org.wattsplit.framework.testbed;

import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;

/**
 * What it takes to change the hardware setting, as the scenario states it: the same time and energy for every change.
 *
 * @param millis time of a change, at least 0; default 0
 * @param joules energy of a change, at least 0; default 0
 */
public record TransitionCost(
        @Default("0") double millis, @Default("0") double joules) {
    /** Changes are not charged, as in the published results. */
    public static final TransitionCost FREE = new TransitionCost(0, 0);

    public TransitionCost {
        Check.nonNegative("millis", millis);
        Check.nonNegative("joules", joules);
    }

    /**
     * An outcome with a change's time and energy in it, or with 0 of both where nothing was changed, labelled modelled. Where
     * changes are free it is left as it is, without those parts.
     *
     * @param changed whether the outcome's execution changed the hardware setting
     */
    public Outcome charge(Outcome outcome, boolean changed) {
        return equals(FREE)
                ? outcome
                : outcome.withReconfiguration(changed ? millis : 0, changed ? joules : 0, Provenance.MODELLED);
    }

    /** The time from one hardware setting to another, by their numbers; 0 when they are the same. */
    public double millis(int from, int to) {
        return from == to ? 0 : millis;
    }

    /** The energy from one hardware setting to another, by their numbers; 0 when they are the same. */
    public double joules(int from, int to) {
        return from == to ? 0 : joules;
    }
}
