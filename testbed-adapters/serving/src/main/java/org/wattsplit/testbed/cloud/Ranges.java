package org.wattsplit.testbed.cloud;

import org.wattsplit.framework.check.InputException;

/** Rules of numbers that people give; each is named as the option is that gives it. */
public final class Ranges {
    private Ranges() {}

    /**
     * Refuses what lies outside.
     *
     * @throws InputException which names the option
     */
    public static void require(String option, long least, long most, long given) {
        if (given < least || given > most) {
            throw InputException.of(option, "between " + least + " and " + most, given);
        }
    }

    /**
     * Refuses what lies outside, and what is no number.
     *
     * @throws InputException which names the option
     */
    public static void require(String option, double least, double most, double given) {
        if (!(given >= least && given <= most)) {
            throw InputException.of(option, "between " + least + " and " + most, given);
        }
    }
}
