package org.wattsplit.testbed.remote;

import java.time.Duration;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.cloud.CloudSecurity;

/**
 * How an edge server is reached.
 *
 * @param host its machine's name or address
 * @param port its port
 * @param security how it shows who it is, and what is shown to it
 * @param opening the most time of a reset, in which the device may have to load networks; above 0
 * @param slack time that an answer may take beyond the request's own deadline, such as for the edge's own run when the cloud was
 *     late; also the most time for putting the hardware back; above 0
 */
public record RemoteOptions(String host, int port, CloudSecurity security, Duration opening, Duration slack) {
    private static final Duration OPENING = Duration.ofMinutes(10);
    private static final Duration SLACK = Duration.ofSeconds(60);

    public RemoteOptions {
        Check.notBlank("the host", host);
        Check.range("the port", 1, 65_535, port);
        Check.that(opening.toNanos() > 0, "the most time of a reset", "above 0", opening);
        Check.that(slack.toNanos() > 0, "the slack", "above 0", slack);
    }

    /** Resets of at most 10 minutes, answers within a minute after the deadline. */
    public static RemoteOptions of(String host, int port, CloudSecurity security) {
        return new RemoteOptions(host, port, security, OPENING, SLACK);
    }

    /** These, with other times. */
    public RemoteOptions withTimes(Duration otherOpening, Duration otherSlack) {
        return new RemoteOptions(host, port, security, otherOpening, otherSlack);
    }
}
