package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.SecurityFiles;
import picocli.CommandLine.Option;

/** The options of a server's address and protection that say the same of every server; each has others in words of its own. */
final class ListenOptions {
    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default 127.0.0.1).")
    private String host;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
    private @Nullable Path key;

    @Option(names = "--plain-text", description = "Allow plain text beyond this machine.")
    private boolean plainText;

    ListenOptions(String usualHost) {
        host = usualHost;
    }

    String host() {
        return host;
    }

    SecurityFiles security(
            @Nullable Path certificate,
            @Nullable Path clientAuthority,
            @Nullable Path tokenFile,
            @Nullable String tokenVariable) {
        return new SecurityFiles(certificate, key, clientAuthority, tokenFile, tokenVariable, plainText);
    }
}
