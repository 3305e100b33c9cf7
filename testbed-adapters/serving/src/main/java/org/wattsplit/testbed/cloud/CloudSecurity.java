package org.wattsplit.testbed.cloud;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * How a server or a client proves who it is, and whom it believes. Files are PEM.
 *
 * @param tls whether connections are encrypted
 * @param certificate its own certificate chain; a server with TLS has one
 * @param key the certificate's private key, PKCS #8
 * @param authority for a server: whose certificates clients must show (mutual TLS), none when they need not; for a client:
 *     who vouches for the server, the platform's authorities when none is named
 * @param token what requests must carry, or carry; none when they need not. The standard health service answers without
 * @param plainTextAnywhere whether connections without TLS are allowed beyond the machine itself
 */
public record CloudSecurity(
        boolean tls,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path authority,
        @Nullable BearerToken token,
        boolean plainTextAnywhere) {
    /** No encryption, on the machine itself only. */
    public static final CloudSecurity LOOPBACK = new CloudSecurity(false, null, null, null, null, false);

    public CloudSecurity {
        if ((certificate == null) != (key == null)) {
            throw InputException.of(
                    "the certificate and its key",
                    "given both or neither",
                    certificate == null ? "a key" : certificate);
        }
        if (!tls && (certificate != null || authority != null)) {
            throw InputException.of("TLS", "on when a certificate or an authority is given", "off");
        }
    }

    /** A server with a certificate, or a client that shows one. */
    public static CloudSecurity tls(Path certificate, Path key) {
        return new CloudSecurity(true, certificate, key, null, null, false);
    }

    /** A client that believes an authority. */
    public static CloudSecurity trusting(Path authority) {
        return new CloudSecurity(true, null, null, authority, null, false);
    }

    /** This, with an authority. */
    public CloudSecurity withAuthority(Path other) {
        return new CloudSecurity(tls, certificate, key, other, token, plainTextAnywhere);
    }

    /** This, with a token. */
    public CloudSecurity withToken(BearerToken other) {
        return new CloudSecurity(tls, certificate, key, authority, other, plainTextAnywhere);
    }

    /** This, with plain text allowed beyond the machine itself. */
    public CloudSecurity withPlainTextAnywhere() {
        return new CloudSecurity(tls, certificate, key, authority, token, true);
    }
}
