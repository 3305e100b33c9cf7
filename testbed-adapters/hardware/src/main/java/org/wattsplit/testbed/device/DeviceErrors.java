package org.wattsplit.testbed.device;

import org.wattsplit.framework.check.Printable;
import org.wattsplit.framework.testbed.TestbedException;

/** Failures of the edge device. */
final class DeviceErrors {
    private static final String MAYBE = "Maybe ";
    /** A file may hold anything, and a table has room for some of it. */
    private static final int MOST_WORDS = 400;

    private DeviceErrors() {}

    /** Something on the device breaks a rule, and will when it is tried again. */
    static TestbedException broken(String name, String rule, Object given) {
        return new TestbedException("edge", false, "Expected " + name + " to be " + rule + ", given " + given);
    }

    /** The same with what may help. */
    static TestbedException broken(String name, String rule, Object given, String remedy) {
        return broken(name, rule, given + maybe(remedy));
    }

    /** Something on the device did not happen, and may when it is tried again. */
    static TestbedException passing(String name, String rule, Object given) {
        return new TestbedException("edge", true, "Expected " + name + " to be " + rule + ", given " + given);
    }

    /** The second line of an error, which says what may help. */
    static String maybe(String remedy) {
        return System.lineSeparator() + MAYBE + remedy;
    }

    /**
     * What a failure is to a look at something: its words, without the part that failed, and its advice.
     *
     * @param remedy what may help where the failure does not say
     */
    static Probe missing(String name, RuntimeException e, String remedy) {
        String[] parts = message(e).split("\\R" + MAYBE, 2);
        String words = Printable.inLine(parts[0].replaceAll("\\s*\\R\\s*", " "));
        return Probe.missing(
                name,
                words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words,
                parts.length == 2 ? parts[1] : remedy);
    }

    /** What a failure says, without its advice. */
    static String words(RuntimeException e) {
        return message(e).split("\\R" + MAYBE, 2)[0];
    }

    private static String message(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof TestbedException failure && message.startsWith(failure.part() + ": ")
                ? message.substring(failure.part().length() + 2)
                : message;
    }
}
