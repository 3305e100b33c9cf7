package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.evaluate.LiveChoice;
import picocli.CommandLine.Option;

/** The options that put hardware in the place of a scenario's testbed. */
final class LiveOptions {
    @Option(
            names = "--testbed",
            paramLabel = "live|edge",
            description =
                    "Execute the requests on hardware instead of the scenario's testbed: that of this machine, or that"
                            + " of an edge server elsewhere. Needs --config.")
    private @Nullable String testbed;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The live testbed: its network, device, meter and cloud; of edge: where its edge server is"
                    + " (see docs/live.md).")
    private @Nullable Path config;

    /** The hardware; null where requests are executed on the scenario's testbed. */
    @Nullable
    LiveChoice choice() {
        if (testbed == null) {
            if (config != null) {
                throw InputException.of("--config", "with --testbed live or edge", "without");
            }
            return null;
        }
        if (config == null) {
            throw InputException.of("--testbed " + testbed, "with --config", "without");
        }
        return new LiveChoice(testbed, config);
    }
}
