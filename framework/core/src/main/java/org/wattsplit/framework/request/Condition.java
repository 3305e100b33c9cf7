package org.wattsplit.framework.request;

import java.util.List;
import java.util.regex.Pattern;
import org.wattsplit.framework.check.Check;

/**
 * What a scheduler may observe of the world before it decides. Testbeds declare theirs: those below, and others of their
 * own.
 *
 * @param column its name in observations and logs, in lower case with its unit, such as {@code rtt_ms}
 * @param least the least value it can have; may be infinite
 * @param most the largest value it can have, above the least; may be infinite
 */
public record Condition(String column, double least, double most) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** Estimated rate of the link to the cloud. */
    public static final Condition BANDWIDTH_MBPS = ofAmount("bandwidth_mbps");

    /** Estimated round trip to the cloud. */
    public static final Condition RTT_MS = ofAmount("rtt_ms");

    /** Age of the estimates of the link and of the cloud. */
    public static final Condition ESTIMATE_AGE_MS = ofAmount("estimate_age_ms");

    /** Estimated load of the cloud from others, 0 to 1; 1 while it is out of order. */
    public static final Condition CLOUD_LOAD = ofShare("cloud_load");

    /** Load of the edge device's processor from others, 0 to 1; a column of logs only where it moves. */
    public static final Condition EDGE_LOAD = ofShare("edge_load");

    /** Temperature of the edge device. */
    public static final Condition DEVICE_TEMPERATURE_C =
            new Condition("device_temperature_c", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Charge of the edge device's battery, 0 to 1. */
    public static final Condition BATTERY_LEVEL = ofShare("battery_level");

    /** Whether the guard before the cloud keeps requests from it: 1 when it does, else 0. */
    public static final Condition CLOUD_GUARD = ofShare("cloud_guard");

    /** Requests that wait on the device behind the one to decide on. */
    public static final Condition QUEUE_LENGTH = ofAmount("queue_length");

    /** How long the request to decide on has waited. */
    public static final Condition QUEUE_WAIT_MS = ofAmount("queue_wait_ms");

    /** How many inputs the request to decide on has, where the space tells batches apart; logs have it as the knob. */
    public static final Condition REQUEST_BATCH = ofAmount("request_batch");

    /** Its network, as the position among the values of the knob, where the space has several; logs have it as the knob. */
    public static final Condition REQUEST_NETWORK = ofAmount("request_network");

    /** Those up to the queue's wait but {@link #EDGE_LOAD}, in the order of their columns in logs; others follow them there. */
    public static final List<Condition> COMMON = List.of(
            BANDWIDTH_MBPS,
            RTT_MS,
            ESTIMATE_AGE_MS,
            CLOUD_LOAD,
            DEVICE_TEMPERATURE_C,
            BATTERY_LEVEL,
            CLOUD_GUARD,
            QUEUE_LENGTH,
            QUEUE_WAIT_MS);

    public Condition {
        Check.that(NAME.matcher(column).matches(), "the name of a condition", "such as rtt_ms", column);
        Check.that(least < most, "the largest value of " + column, "above the least, " + least, most);
    }

    /** A value of it, where it is in its range; {@link IllegalArgumentException} where it is not. */
    public double require(double value) {
        return Check.that(value >= least && value <= most, column, () -> "from " + least + " to " + most, value);
    }

    /** A condition of at least 0. */
    public static Condition ofAmount(String column) {
        return new Condition(column, 0, Double.POSITIVE_INFINITY);
    }

    /** A condition between 0 and 1. */
    public static Condition ofShare(String column) {
        return new Condition(column, 0, 1);
    }
}
