package org.wattsplit.cli.command;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that hold knobs. */
final class HeldOptions {
    @Option(
            names = "--set",
            paramLabel = "KNOB=VALUE",
            description =
                    "Hold a knob at this value: nothing else is searched or chosen; may be repeated, for other knobs.")
    private Map<String, String> held = new TreeMap<>();

    /** The values by knob. */
    Map<String, String> values() {
        return held;
    }
}
