package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.study.doctor.DoctorJob;
import org.wattsplit.study.doctor.DoctorResult;
import org.wattsplit.study.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
        name = "doctor",
        description = "What this machine, and a configured live testbed, can do.",
        footer = {
            "",
            "Nothing is changed. With --config the exit status is 1 where something that the testbed needs is missing.",
            "",
            "Examples:",
            "  wattsplit doctor",
            "  wattsplit doctor --config testbed.yaml --json doctor.json"
        })
final class DoctorCommand extends JsonCommand {
    @Option(names = "--config", paramLabel = "FILE", description = "Also look at this live testbed.")
    private @Nullable Path config;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of the traces that scenarios name (default ${DEFAULT-VALUE}).")
    private Path traces = TraceFolder.DEFAULT;

    @Override
    public Integer call() {
        DoctorResult result = DoctorJob.run(config, traces, context().registry());
        TextTable table = new TextTable("of", "what", "state", "says", "remedy");
        for (Finding one : result.findings()) {
            table.row(
                    one.where(),
                    one.what(),
                    one.state(),
                    one.words(),
                    one.remedy().isEmpty() ? "" : "→ " + one.remedy());
        }
        out().print(table.leftAligned());
        if (config != null) {
            out().println("testbed " + config + ": "
                    + (result.complete()
                            ? "ready; of the machine it needs no more"
                            : "not ready, see what is missing"));
        }
        writeJson(result.findings());
        return result.complete() ? 0 : 1;
    }
}
