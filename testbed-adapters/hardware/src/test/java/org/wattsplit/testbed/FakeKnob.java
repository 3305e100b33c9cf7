package org.wattsplit.testbed;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.device.DeviceKnob;

/** A knob {@code cpu_share} that remembers what it was set to. */
public final class FakeKnob implements DeviceKnob {
    public final List<String> set = new ArrayList<>();
    public boolean refuses;
    public boolean closed;

    @Override
    public String name() {
        return "cpu_share";
    }

    @Override
    public String describe() {
        return "nothing";
    }

    @Override
    public void check(String value) {}

    @Override
    public void set(String value) {
        if (refuses) {
            throw new TestbedException("edge", false, "Expected cpu_share to be " + value + ", given another");
        }
        set.add(value);
    }

    @Override
    public String read() {
        return set.isEmpty() ? "1" : set.get(set.size() - 1);
    }

    @Override
    public void close() {
        closed = true;
    }
}
