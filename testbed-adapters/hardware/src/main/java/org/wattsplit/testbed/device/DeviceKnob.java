package org.wattsplit.testbed.device;

/**
 * One hardware knob of a device, opened: it may change the device, and puts back on {@link #close} what it found at
 * first. For one thread at a time.
 *
 * <p>What fails is a {@code TestbedException} of the part {@code edge} that names the thing, the rule and the value.
 */
public interface DeviceKnob extends AutoCloseable {
    /** The knob's name in a space, such as {@code cpu_freq_mhz}. */
    String name();

    /** What it acts on, in words, such as {@code CPU share by cgroup v1, a stand-in for frequency}. */
    String describe();

    /**
     * Checks that the device offers a value, and changes nothing.
     *
     * @throws org.wattsplit.framework.check.InputException when it does not
     */
    void check(String value);

    /**
     * Sets a value, and reads it back from the device.
     *
     * @throws org.wattsplit.framework.check.InputException when the device does not offer it
     * @throws org.wattsplit.framework.testbed.TestbedException when it could not be set, or the device says another one
     */
    void set(String value);

    /** What the device says now; the text that was set as long as that holds. */
    String read();

    /**
     * What is no longer as it was set last, in words, by files of the device alone: cheap enough to be asked between requests.
     * Empty where all of it is, nothing was set yet, or only a program could tell, as {@link #read} does.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when a file of it cannot be read
     */
    default String disturbance() {
        return "";
    }

    /** Why the last {@link #set} failed, where another program holds what it sets; empty otherwise. */
    default String held() {
        return "";
    }

    /**
     * Waits for the time that work which has just ended took in advance; part of that work's own time. Nothing but where a
     * stand-in lends time.
     */
    default void settle() {}

    /**
     * Puts back what was found at first, but for what another program has set since, which stays; a second call does nothing.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when it could not be put back, or another program has set
     *     something that no {@link #disturbance} had told yet
     */
    @Override
    void close();
}
