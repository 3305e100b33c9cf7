package org.wattsplit.testbed.device;

import org.wattsplit.framework.check.InputException;

/** The accelerator of a device without one: always {@code off}. */
public final class NoAccelerator implements DeviceKnob {
    /** The knob's name. */
    public static final String NAME = "edge_accelerator";

    /** Its only value. */
    public static final String OFF = "off";

    @Override
    public String name() {
        return NAME;
    }

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
