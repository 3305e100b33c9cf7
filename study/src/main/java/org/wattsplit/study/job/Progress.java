package org.wattsplit.study.job;

/** Shown how far a long task is. Thread-safe. */
public interface Progress extends AutoCloseable {
    /** So much of the task is done. */
    void reached(long done);

    /** A few words to show beside it from now on. */
    default void note(String words) {}

    /** The task is over. */
    @Override
    default void close() {}

    /** Begins to show tasks. */
    @FunctionalInterface
    interface Display {
        /** Shows nothing. */
        Display NONE = (task, total) -> done -> {};

        /**
         * A task begins.
         *
         * @param task what it is, in a word
         * @param total how much there is to do
         */
        Progress begin(String task, long total);
    }
}
