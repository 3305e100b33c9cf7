package org.wattsplit.testbed.simulated;

import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.testbed.SettingChanges;

/** An outcome at a hardware setting, with the change to it charged. What is the same every time is made once. */
public final class ChargedOutcome {
    private final Outcome outcome;
    private final SettingChanges changes;
    private final int setting;
    private final Outcome unchanged;
    private final Outcome changed;

    /** That outcome, at the hardware setting of that number. */
    public ChargedOutcome(Outcome outcome, SettingChanges changes, int setting) {
        this.outcome = outcome;
        this.changes = changes;
        this.setting = setting;
        unchanged = changes.charge(outcome, setting, setting);
        // Where all changes cost the same, it is of no account which setting is left.
        changed = changes.charge(outcome, setting == 0 ? 1 : 0, setting);
    }

    /** The outcome where the device was at a hardware setting before. */
    public Outcome from(int before) {
        if (before == setting) {
            return unchanged;
        }
        return changes.uniform() ? changed : changes.charge(outcome, before, setting);
    }
}
