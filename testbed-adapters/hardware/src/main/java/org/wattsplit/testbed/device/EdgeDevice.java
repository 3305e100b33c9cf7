package org.wattsplit.testbed.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The edge device, as far as its hardware can be set: its knobs. Thread-safe, so that a process that is told to end may close it
 * beside the thread that works with it; that thread then fails.
 */
public final class EdgeDevice implements AutoCloseable {
    private final Map<String, DeviceKnob> knobs = new LinkedHashMap<>();
    /** What each knob was set to and read back as. */
    private final Map<String, String> values = new HashMap<>();

    private final DeviceFiles connection;
    private final LongSupplier nanoTime;
    private boolean closed;

    private EdgeDevice(List<DeviceKnob> knobs, DeviceFiles connection, LongSupplier nanoTime) {
        this.connection = connection;
        this.nanoTime = nanoTime;
        for (DeviceKnob knob : knobs) {
            Check.that(
                    this.knobs.put(knob.name(), knob) == null,
                    "the device's knobs",
                    "of different names",
                    knob.name() + " twice");
        }
    }

    /** A device of those knobs, which it closes; their names differ. */
    public static EdgeDevice of(List<DeviceKnob> knobs) {
        return of(knobs, new LocalFiles());
    }

    /** A device of those knobs, with the connection that they use and that it closes after them. */
    static EdgeDevice of(List<DeviceKnob> knobs, DeviceFiles connection) {
        return of(knobs, connection, System::nanoTime);
    }

    /** The same, by a clock of the caller's. */
    static EdgeDevice of(List<DeviceKnob> knobs, DeviceFiles connection, LongSupplier nanoTime) {
        return new EdgeDevice(knobs, connection, nanoTime);
    }

    /** Its knobs, in the order given. */
    public List<DeviceKnob> knobs() {
        return List.copyOf(knobs.values());
    }

    /**
     * Checks that the device has every hardware knob of a space and offers each of its values, and changes nothing.
     *
     * @throws InputException when it does not
     */
    public void requireKnobs(ConfigurationSpace space) {
        for (Knob knob : space.knobs()) {
            if (knob.hardware()) {
                DeviceKnob own = knob(knob.name());
                knob.values().forEach(own::check);
            }
        }
    }

    /**
     * Sets every hardware knob whose value differs from the one that was set last, in the setting's order; before the
     * first call that is each of them. After a failure the knob that failed counts as not set.
     */
    public synchronized Switch apply(HardwareSetting setting) {
        requireOpen();
        long begun = nanoTime.getAsLong();
        int changed = 0;
        for (int i = 0; i < setting.knobs().size(); i++) {
            String name = setting.knobs().get(i);
            String value = setting.values().get(i);
            if (!value.equals(values.get(name))) {
                values.remove(name);
                knob(name).set(value);
                values.put(name, value);
                changed++;
            }
        }
        return new Switch((nanoTime.getAsLong() - begun) / 1e6, changed);
    }

    /**
     * Reads every knob of a setting, and changes nothing: whether the device is at it, which then counts as set. For what is
     * left after {@link #apply} failed.
     */
    public synchronized boolean isAt(HardwareSetting setting) {
        for (int i = 0; i < setting.knobs().size(); i++) {
            String name = setting.knobs().get(i);
            if (!knob(name).read().equals(setting.values().get(i))) {
                return false;
            }
            values.put(name, setting.values().get(i));
        }
        return true;
    }

    /** Waits for the time that work which has just ended took in advance, where a knob lends time; part of that work's own. */
    public void settle() {
        knobs.values().forEach(DeviceKnob::settle);
    }

    /**
     * Reads back every knob that was set, and changes nothing: whether a setting held to the end of a measurement.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when a knob says something else than it was set to
     */
    public synchronized void verify() {
        requireOpen();
        for (Map.Entry<String, String> entry : Map.copyOf(values).entrySet()) {
            DeviceKnob knob = knob(entry.getKey());
            String now = knob.read();
            if (!now.equals(entry.getValue())) {
                values.remove(knob.name());
                throw DeviceErrors.broken(
                        knob.name() + " (" + knob.describe() + ")", entry.getValue() + ", as it was set", now);
            }
        }
    }

    /**
     * What of the knobs is no longer as it was set last, in words, by files alone; empty where all of it is.
     *
     * @throws TestbedException when a file cannot be read: nobody knows then where the device is
     */
    public synchronized String disturbance() {
        requireOpen();
        return words(DeviceKnob::disturbance);
    }

    /**
     * What reads back otherwise than it was set, without the knobs that {@link #disturbance} tells of: those that only a program
     * can tell of. It may take as long as that program does.
     */
    public synchronized String readBack() {
        requireOpen();
        return words(knob -> {
            String set = knob.disturbance().isEmpty() ? values.get(knob.name()) : null;
            String now = set == null ? null : knob.read();
            return now == null || now.equals(set) ? "" : now + ", not " + set + ", as it was set";
        });
    }

    /** Why the last change failed, where another program holds what it sets; empty otherwise. */
    public synchronized String held() {
        return words(DeviceKnob::held);
    }

    private String words(Function<DeviceKnob, String> of) {
        List<String> all = new ArrayList<>();
        for (DeviceKnob knob : knobs.values()) {
            String words = of.apply(knob);
            if (!words.isEmpty()) {
                all.add(knob.name() + ": " + words);
            }
        }
        return String.join("; ", all);
    }

    /**
     * Checks that the device is not closed, so that it is still as it was set.
     *
     * @throws TestbedException when it is
     */
    public synchronized void requireOpen() {
        if (closed) {
            throw new TestbedException("edge", false, "the device was closed, and put back as it was found");
        }
    }

    private DeviceKnob knob(String name) {
        DeviceKnob knob = knobs.get(name);
        if (knob == null) {
            throw InputException.of(
                    "the hardware knob " + name,
                    "one of the device's, which has " + knobs.keySet(),
                    "none of that name");
        }
        return knob;
    }

    /** Closes every knob, the last one first, also when one fails; then the first failure is thrown. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        values.clear();
        closeAll(List.copyOf(knobs.values()), connection);
    }

    static void closeAll(List<DeviceKnob> knobs, DeviceFiles connection) {
        @Nullable RuntimeException failure = null;
        for (int i = knobs.size() - 1; i >= 0; i--) {
            try {
                knobs.get(i).close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        connection.close();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * A change of the hardware setting.
     *
     * @param millis how long it took, reading back included
     * @param changed how many knobs were set
     */
    public record Switch(double millis, int changed) {}
}
