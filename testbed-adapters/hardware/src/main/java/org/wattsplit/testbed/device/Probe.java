package org.wattsplit.testbed.device;

/**
 * What a look at a device's hardware found, before anything was changed.
 *
 * @param name what was looked at: a knob's name, or the device's
 * @param state whether it can be used
 * @param words what was found
 * @param remedy what may help; empty where nothing is needed
 */
public record Probe(String name, State state, String words, String remedy) {
    /** Whether something can be used. */
    public enum State {
        /** As it should be. */
        OK,
        /** It works, but not all of it. */
        DEGRADED,
        /** It cannot be used. */
        MISSING
    }

    /** Something that is as it should be. */
    public static Probe ok(String name, String words) {
        return new Probe(name, State.OK, words, "");
    }

    /** Something that cannot be used, and what may help. */
    public static Probe missing(String name, String words, String remedy) {
        return new Probe(name, State.MISSING, words, remedy);
    }
}
