package org.wattsplit.testbed.cloud;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * What a server's security is made of, as a person gives it. Files are PEM but for the token's.
 *
 * @param certificate the server's certificate chain; none for plain text
 * @param key its private key, PKCS #8; none for plain text
 * @param clientAuthority whose certificates clients must show (mutual TLS); none when they need not
 * @param tokenFile the file of the bearer token that requests must carry; none when they need not
 * @param tokenVariable the environment variable of that token instead
 * @param plainText whether plain text is allowed beyond this machine
 */
public record SecurityFiles(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path clientAuthority,
        @Nullable Path tokenFile,
        @Nullable String tokenVariable,
        boolean plainText) {
    /** No encryption and no token, on this machine only. */
    public static final SecurityFiles NONE = new SecurityFiles(null, null, null, null, null, false);

    public SecurityFiles {
        if (tokenFile != null && tokenVariable != null) {
            throw InputException.of("the token", "in a file or in a variable", "both");
        }
    }

    /** TLS with a certificate and its key. */
    public static SecurityFiles tls(Path certificate, Path key) {
        return new SecurityFiles(certificate, key, null, null, null, false);
    }

    /** These, with an authority whose certificates clients must show. */
    public SecurityFiles withClientAuthority(Path authority) {
        return new SecurityFiles(certificate, key, authority, tokenFile, tokenVariable, plainText);
    }

    /** These, with a token in a file. */
    public SecurityFiles withTokenFile(Path file) {
        return new SecurityFiles(certificate, key, clientAuthority, file, null, plainText);
    }

    /** These, with plain text allowed beyond this machine. */
    public SecurityFiles withPlainText() {
        return new SecurityFiles(certificate, key, clientAuthority, tokenFile, tokenVariable, true);
    }

    /**
     * The security, with the token read.
     *
     * @throws InputException for a certificate without a key, an authority without TLS, a token that cannot be read
     */
    public CloudSecurity open() {
        BearerToken token = null;
        if (tokenFile != null) {
            token = BearerToken.fromFile(tokenFile);
        } else if (tokenVariable != null) {
            token = BearerToken.fromEnvironment(tokenVariable);
        }
        boolean tls = certificate != null || key != null;
        return new CloudSecurity(tls, certificate, key, clientAuthority, token, plainText);
    }

    /** Whether there is TLS, in words for the end of a line: {@code ""}, {@code " (TLS)"} or {@code " (mutual TLS)"}. */
    public String words() {
        return certificate == null ? "" : clientAuthority == null ? " (TLS)" : " (mutual TLS)";
    }
}
