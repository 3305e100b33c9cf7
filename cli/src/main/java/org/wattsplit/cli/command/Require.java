package org.wattsplit.cli.command;

import org.wattsplit.framework.check.InputException;

/** Rules of options' numbers. */
final class Require {
    private Require() {}

    /**
     * Refuses what is less.
     *
     * @throws InputException which names the option
     */
    static void atLeast(String option, long least, long given) {
        if (given < least) {
            throw InputException.of(option, "at least " + least, given);
        }
    }

    /**
     * Refuses what lies outside.
     *
     * @throws InputException which names the option
     */
    static void between(String option, long least, long most, long given) {
        if (given < least || given > most) {
            throw InputException.of(option, "between " + least + " and " + most, given);
        }
    }

    /**
     * Refuses what lies outside, and what is no number.
     *
     * @throws InputException which names the option
     */
    static void between(String option, double least, double most, double given) {
        if (!(given >= least && given <= most)) {
            throw InputException.of(option, "between " + least + " and " + most, given);
        }
    }
}
