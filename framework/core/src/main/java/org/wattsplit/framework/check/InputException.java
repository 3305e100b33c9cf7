package org.wattsplit.framework.check;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Something that came from outside (a file, an option) breaks a rule. The message is written for the person who can
 * mend it: it names the thing, the rule and the value, and where it stands. A second line, if any, begins with "Maybe".
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error of that message. */
    public InputException(String message) {
        super(message);
    }

    /** An error of that message with what led to it. */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws the error of a value that breaks a rule, unless the rule holds. */
    public static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw of(name, rule, value);
        }
    }

    /** The error of a value that breaks a rule. */
    public static InputException of(String name, String rule, Object value) {
        return new InputException("Expected " + name + " to be " + rule + ", given " + given(value));
    }

    /** The error of a name that is none of the known ones; one that it is nearly is named. */
    public static InputException unknown(String kind, String name, Collection<String> known) {
        return none(kind, name, known).orNearly(name, known);
    }

    /** As {@link #unknown(String, String, Collection)}, with advice where it is nearly none of them. */
    public static InputException unknown(String kind, String name, Collection<String> known, String advice) {
        return none(kind, name, known).orNearly(name, known, advice);
    }

    /** A value in words; one that is empty would leave the reader with nothing to read. */
    private static String given(Object value) {
        String text = Printable.inLine(String.valueOf(value));
        return text.isBlank() ? "nothing" : text;
    }

    private static InputException none(String kind, String name, Collection<String> known) {
        return new InputException(
                "Expected " + kind + " to be one of " + new TreeSet<>(known) + ", given " + given(name));
    }

    /** The error of a file or folder that is not there. */
    public static InputException notFound(String kind, Object path) {
        return new InputException(kind + " not found: " + path);
    }

    /** The error of an output that is there already. */
    public static InputException exists(Object path) {
        return new InputException(path + " already exists");
    }

    /** The same error, with the place where it stands: file, line and column, both from 1; 0 where unknown. */
    public InputException at(String source, long line, long column) {
        String place = source + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
        return new InputException(place + ": " + getMessage(), this);
    }

    /** The same error with the known name that the given one nearly is, if any. */
    public InputException orNearly(String name, Collection<String> known) {
        return Closest.of(name, known).map(meant -> maybe("you meant " + meant)).orElse(this);
    }

    /** The same error with the known name that the given one nearly is, or else with that advice. */
    public InputException orNearly(String name, Collection<String> known, String advice) {
        return maybe(Closest.of(name, known).map(meant -> "you meant " + meant).orElse(advice));
    }

    /** The same error with a second line of advice. */
    public InputException maybe(String advice) {
        return new InputException(getMessage() + System.lineSeparator() + "Maybe " + advice, this);
    }
}
