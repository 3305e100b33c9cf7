package org.wattsplit.framework.testbed;

import org.jspecify.annotations.Nullable;

/**
 * A fault of a testbed, or of a part of its dynamics: an exception that it threw, or what it returned against its contract.
 * What may fail, such as hardware, is a {@link TestbedException} instead.
 */
public final class TestbedFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault.
     *
     * @param where the testbed or the part, and what it was asked for, in words
     * @param cause what it threw, or the rule that it broke
     */
    public TestbedFault(String where, RuntimeException cause) {
        this(where + ": " + cause, (Throwable) cause);
    }

    private TestbedFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same fault with who ran on the testbed before it. */
    public TestbedFault of(String who) {
        return new TestbedFault(who + ", " + getMessage(), getCause());
    }

    /** The same fault with a second line of advice. */
    public TestbedFault maybe(String advice) {
        return new TestbedFault(getMessage() + System.lineSeparator() + "Maybe " + advice, getCause());
    }
}
