package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.CloudHealth;
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
    private double seconds = CloudHealth.SECONDS;

    @Override
    public Integer call() {
        boolean serves = CloudHealth.of(cloud)
                .withAuthority(authority)
                .withSeconds(seconds)
                .serves();
        spec.commandLine().getOut().println(cloud + (serves ? " serves" : " does not serve"));
        return serves ? 0 : FAILED;
    }
}
