package org.wattsplit.testbed.device;

import org.wattsplit.framework.check.InputException;

/** The accelerator of a device as a hardware knob, {@code off} or {@code on}. */
public interface EdgeAccelerator extends DeviceKnob {
    /** The knob's name. */
    String NAME = "edge_accelerator";

    /** Without an accelerator. */
    String OFF = "off";

    /** With it. */
    String ON = "on";

    @Override
    default String name() {
        return NAME;
    }

    @Override
    default void check(String wanted) {
        if (!wanted.equals(OFF) && !wanted.equals(ON)) {
            throw InputException.of(NAME, "one of [off, on]", wanted);
        }
    }
}
