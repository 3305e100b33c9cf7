package org.wattsplit.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.job.TestbedChoice;
import picocli.CommandLine.Option;

/** The options that say what executes configurations. */
final class TestbedOptions {
    @Option(
            names = "--testbed",
            paramLabel = "NAME",
            description =
                    "What measures a configuration: replay where the data has measurements (default), else model.")
    private @Nullable String testbed;

    @Option(
            names = "--testbed-option",
            paramLabel = "OPTION=VALUE",
            description = "An option of the testbed, for example outcome=sampled or noise=repeats; may be repeated.")
    private Map<String, String> options = new TreeMap<>();

    TestbedChoice choice() {
        return new TestbedChoice(testbed, options);
    }
}
