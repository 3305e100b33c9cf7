package org.wattsplit.cli.command;

/** Phrases that several commands print. */
final class Words {
    private Words() {}

    /** A number of things: {@code 1 run}, {@code 2 runs}. */
    static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
