package org.wattsplit.testbed.device;

import org.wattsplit.framework.check.InputException;

/** The accelerator of a device without one: always {@code off}. */
public final class NoAccelerator implements EdgeAccelerator {
    @Override
    public String describe() {
        return "no accelerator";
    }

    @Override
    public void check(String wanted) {
        if (!wanted.equals(OFF)) {
            throw InputException.of(NAME, "off, as the device has none", wanted);
        }
    }

    @Override
    public void set(String wanted) {
        check(wanted);
    }

    @Override
    public String read() {
        return OFF;
    }

    @Override
    public void close() {}
}
