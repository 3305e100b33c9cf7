package org.wattsplit.cli.command;

import org.wattsplit.study.networks.NetworkTexts;
import org.wattsplit.study.networks.SwitchJob;
import org.wattsplit.study.networks.SwitchResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code networks switch}. */
@Command(
        name = "switch",
        description = "Time a change from one member of a family to another, and the load of a network instead.",
        footer = {
            "",
            "A load closes a session of ONNX Runtime, creates one from a file and runs it for the first time.",
            "",
            "Examples:",
            "  wattsplit networks switch slimmable --repeats 1000"
        })
final class NetworkSwitchCommand extends JsonCommand {
    @Parameters(paramLabel = "FAMILY", description = "exits or slimmable.")
    private String family = "";

    @Option(names = "--repeats", paramLabel = "N", description = "Measurements of each (default 200).")
    private int repeats = 200;

    @Override
    public Integer call() {
        SwitchResult result = SwitchJob.run(family, repeats, context());
        out().print(NetworkTexts.switches(result));
        writeJson(result);
        return 0;
    }
}
