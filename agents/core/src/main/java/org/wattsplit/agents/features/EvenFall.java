package org.wattsplit.agents.features;

/**
 * What falls evenly over the first steps of a training and stays where it came to: rates, and shares of chance.
 *
 * @param steps the steps over which it falls, at least 1
 */
public record EvenFall(int steps) {
    private static final double TENTH = 0.1;

    /** That of a learner, over its hyper-parameter {@code steps}. */
    public static EvenFall of(Hyperparameters values) {
        return new EvenFall(values.whole("steps"));
    }

    /** What is left after some steps of what falls from 1 to 0. */
    public double toZero(long after) {
        return Math.max(0, 1 - after / (double) steps);
    }

    /** What is left after some steps of what falls from 1 to a tenth. */
    public double toTenth(long after) {
        return TENTH + (1 - TENTH) * toZero(after);
    }
}
