package org.wattsplit.framework.testbed;

/** A request could not be executed. */
public final class TestbedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;
    private final boolean retryCanHelp;

    /**
     * A failure.
     *
     * @param part which part failed: edge, transfer, cloud, meter
     * @param retryCanHelp whether the same call may succeed later
     */
    public TestbedException(String part, boolean retryCanHelp, String message) {
        super(part + ": " + message);
        this.part = part;
        this.retryCanHelp = retryCanHelp;
    }

    /** Which part failed. */
    public String part() {
        return part;
    }

    /** Whether the same call may succeed later. */
    public boolean retryCanHelp() {
        return retryCanHelp;
    }
}
