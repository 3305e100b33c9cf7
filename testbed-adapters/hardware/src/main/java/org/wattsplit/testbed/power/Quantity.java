package org.wattsplit.testbed.power;

/** What a meter reads. */
public enum Quantity {
    /** Joules since some time before the first reading: a counter that only grows, whose wraps the meter has undone. */
    ENERGY_J,
    /** Watts. */
    POWER_W
}
