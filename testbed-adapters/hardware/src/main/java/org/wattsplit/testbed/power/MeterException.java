package org.wattsplit.testbed.power;

/** A meter has no reading; the message says why. */
public final class MeterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For that reason. */
    public MeterException(String reason) {
        super(reason);
    }

    /** For that reason, with what led to it. */
    public MeterException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
