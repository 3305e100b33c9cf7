package org.wattsplit.framework.request;

import java.util.Locale;

/** What a scheduler may observe of the world before it decides; each has its unit in its column name. */
public enum Condition {
    /** Estimated rate of the link to the cloud. */
    BANDWIDTH_MBPS,
    /** Estimated round trip to the cloud. */
    RTT_MS,
    /** Age of the two estimates above. */
    ESTIMATE_AGE_MS,
    /** Load of the cloud from others, 0 to 1. */
    CLOUD_LOAD,
    /** Temperature of the edge device. */
    DEVICE_TEMPERATURE_C,
    /** Charge of the edge device's battery, 0 to 1. */
    BATTERY_LEVEL,
    /** Requests that wait on the device. */
    QUEUE_LENGTH;

    /** The column name in logs. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
