package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.Address;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudSecurity;
import picocli.CommandLine.Option;

/** The options that say how a server of the Open Inference Protocol is reached. */
final class CloudOptions {
    @Option(
            names = "--ca",
            paramLabel = "PEM",
            description = "Trust servers with a certificate of this authority; turns on TLS.")
    private @Nullable Path authority;

    @Option(names = "--tls", description = "Use TLS, with the authorities that Java trusts unless --ca says otherwise.")
    private boolean tls;

    @Option(
            names = "--tls-cert",
            paramLabel = "PEM",
            description = "The certificate to show to the server (mutual TLS).")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
    private @Nullable Path key;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Send the bearer token in this file.")
    private @Nullable Path tokenFile;

    @Option(names = "--plain-text", description = "Allow plain text beyond this machine.")
    private boolean plainText;

    /** A client of the server at {@code HOST:PORT}. */
    CloudClient client(String address) {
        return CloudClient.of(reaching(address));
    }

    /** A client of it whose calls take at most so long. */
    CloudClient client(String address, Duration deadline) {
        return CloudClient.of(reaching(address).withDeadline(deadline));
    }

    private CloudClientOptions reaching(String address) {
        Address where = Address.parse("the cloud's address", address);
        CloudSecurity security = new CloudSecurity(
                tls || authority != null || certificate != null || key != null,
                certificate,
                key,
                authority,
                tokenFile == null ? null : BearerToken.fromFile(tokenFile),
                plainText);
        return CloudClientOptions.of(where.host(), where.port(), security);
    }
}
