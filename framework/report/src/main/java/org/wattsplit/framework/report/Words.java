package org.wattsplit.framework.report;

/** Phrases that several texts have. */
public final class Words {
    private Words() {}

    /** A number of things: {@code 1 run}, {@code 2 runs}. */
    public static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
