package org.wattsplit.testbed.cloud;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * Asks an endpoint's standard health service whether it serves, for which no token is needed.
 *
 * @param cloud the endpoint
 * @param authority whose certificates are believed, which turns on TLS; none for plain text on this machine
 * @param seconds most seconds to wait, 0.001 to 3600
 */
public record CloudHealth(Address cloud, @Nullable Path authority, double seconds) {
    /** Most seconds to wait unless others are named. */
    public static final double SECONDS = 5;

    public CloudHealth {
        Ranges.require("the seconds to wait", 0.001, 3600, seconds);
    }

    /** A question to {@code HOST:PORT} in plain text, with 5 s to wait. */
    public static CloudHealth of(String address) {
        return new CloudHealth(Address.parse("the cloud's address", address), null, SECONDS);
    }

    /** This, with TLS and an authority to believe; null for plain text. */
    public CloudHealth withAuthority(@Nullable Path other) {
        return new CloudHealth(cloud, other, seconds);
    }

    /** This, with another time to wait. */
    public CloudHealth withSeconds(double other) {
        return new CloudHealth(cloud, authority, other);
    }

    /**
     * Whether it serves.
     *
     * @throws TestbedException when there was no answer in time
     */
    public boolean serves() {
        CloudSecurity security = authority == null ? CloudSecurity.LOOPBACK : CloudSecurity.trusting(authority);
        CloudClientOptions options = CloudClientOptions.of(cloud.host(), cloud.port(), security)
                .withDeadline(Duration.ofNanos(Math.round(seconds * 1e9)));
        try (CloudClient client = CloudClient.of(options)) {
            return client.serves();
        }
    }
}
