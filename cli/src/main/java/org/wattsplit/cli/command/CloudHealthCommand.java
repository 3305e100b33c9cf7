package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudSecurity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cloud health}. */
@Command(
        name = "health",
        description = "Ask an endpoint's health service whether it serves.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 it serves, 1 it does not or there was no answer in time. No token is needed.",
            "Beyond this machine TLS is needed, whose authority --ca names.",
            "",
            "Examples:",
            "  wattsplit cloud health --cloud 127.0.0.1:8001",
            "  wattsplit cloud health --cloud cloud.example:8001 --ca authority.pem"
        })
final class CloudHealthCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--cloud", required = true, paramLabel = "HOST:PORT", description = "The endpoint.")
    private String cloud = "";

    @Option(names = "--ca", paramLabel = "PEM", description = "Use TLS, and believe certificates of this authority.")
    private @Nullable Path authority;

    @Option(names = "--seconds", paramLabel = "S", description = "Most seconds to wait (default 5).")
    private double seconds = 5;

    @Override
    public Integer call() {
        if (!(seconds >= 0.001 && seconds <= 3600)) {
            throw InputException.of("--seconds", "between 0.001 and 3600", seconds);
        }
        CloudSecurity security = authority == null ? CloudSecurity.LOOPBACK : CloudSecurity.trusting(authority);
        int colon = cloud.lastIndexOf(':');
        CloudClientOptions options = CloudClientOptions.of(
                        cloud.substring(0, Math.max(0, colon)), port(colon), security)
                .withDeadline(Duration.ofNanos(Math.round(seconds * 1e9)));
        try (CloudClient client = CloudClient.of(options)) {
            boolean serves = client.serves();
            spec.commandLine().getOut().println(cloud + (serves ? " serves" : " does not serve"));
            return serves ? 0 : FAILED;
        }
    }

    private int port(int colon) {
        try {
            int port = Integer.parseInt(cloud.substring(colon + 1));
            if (colon > 0 && port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // As a port out of range.
        }
        throw InputException.of("--cloud", "HOST:PORT with a port between 1 and 65535", cloud);
    }
}
