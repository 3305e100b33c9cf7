package org.wattsplit.framework.request;

import java.util.Locale;

/** What a scheduler may observe of the world before it decides; each has its unit in its column name. */
public enum Condition {
    /** Estimated rate of the link to the cloud. */
    BANDWIDTH_MBPS(Double.POSITIVE_INFINITY),
    /** Estimated round trip to the cloud. */
    RTT_MS(Double.POSITIVE_INFINITY),
    /** Age of the estimates of the link and of the cloud. */
    ESTIMATE_AGE_MS(Double.POSITIVE_INFINITY),
    /** Estimated load of the cloud from others, 0 to 1; 1 while it is out of order. */
    CLOUD_LOAD(1),
    /** Temperature of the edge device. */
    DEVICE_TEMPERATURE_C(Double.POSITIVE_INFINITY),
    /** Charge of the edge device's battery, 0 to 1. */
    BATTERY_LEVEL(1),
    /** Whether the guard before the cloud keeps requests from it: 1 when it does, else 0. */
    CLOUD_GUARD(1),
    /** Requests that wait on the device behind the one to decide on. */
    QUEUE_LENGTH(Double.POSITIVE_INFINITY),
    /** How long the request to decide on has waited. */
    QUEUE_WAIT_MS(Double.POSITIVE_INFINITY);

    private final double most;
    /** Made once: every observation names its conditions to the checks of their values. */
    private final String column = name().toLowerCase(Locale.ROOT);

    Condition(double most) {
        this.most = most;
    }

    /** The column name in logs. */
    public String column() {
        return column;
    }

    /** The least value it can have. */
    public double least() {
        return this == DEVICE_TEMPERATURE_C ? Double.NEGATIVE_INFINITY : 0;
    }

    /** The largest value it can have; may be infinite. */
    public double most() {
        return most;
    }
}
