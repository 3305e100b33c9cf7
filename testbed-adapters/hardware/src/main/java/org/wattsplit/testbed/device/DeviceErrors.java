package org.wattsplit.testbed.device;

import org.wattsplit.framework.testbed.TestbedException;

/** Failures of the edge device. */
final class DeviceErrors {
    private DeviceErrors() {}

    /** Something on the device breaks a rule, and will when it is tried again. */
    static TestbedException broken(String name, String rule, Object given) {
        return new TestbedException("edge", false, "Expected " + name + " to be " + rule + ", given " + given);
    }

    /** Something on the device did not happen, and may when it is tried again. */
    static TestbedException passing(String name, String rule, Object given) {
        return new TestbedException("edge", true, "Expected " + name + " to be " + rule + ", given " + given);
    }
}
