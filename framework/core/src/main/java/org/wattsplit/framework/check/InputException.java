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

    /** The error of a value that breaks a rule. */
    public static InputException of(String name, String rule, Object value) {
        return new InputException("Expected " + name + " to be " + rule + ", given " + value);
    }

    /** The error of a name that is none of the known ones. */
    public static InputException unknown(String kind, String name, Collection<String> known) {
        return new InputException("Expected " + kind + " to be one of " + new TreeSet<>(known) + ", given " + name);
    }

    /** The same error, with the place where it stands: file, line and column, both from 1; 0 where unknown. */
    public InputException at(String source, long line, long column) {
        String place = source + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
        return new InputException(place + ": " + getMessage(), this);
    }

    /** The same error with a second line of advice. */
    public InputException maybe(String advice) {
        return new InputException(getMessage() + System.lineSeparator() + "Maybe " + advice, this);
    }
}
