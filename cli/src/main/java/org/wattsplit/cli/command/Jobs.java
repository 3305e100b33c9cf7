package org.wattsplit.cli.command;

import java.io.PrintWriter;
import org.wattsplit.cli.output.ShownProgress;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import picocli.CommandLine.Model.CommandSpec;

/** How commands run jobs. */
final class Jobs {
    private Jobs() {}

    /** What a command's job is run with: progress on a terminal, notes on standard error. */
    static JobContext context(CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        return JobContext.quiet().with(ShownProgress.display(err)).with(err::println);
    }

    /** What {@code --resume} and {@code --overwrite} say together; the first counts where both are there. */
    static Existing existing(boolean resume, boolean overwrite) {
        return resume ? Existing.RESUME : overwrite ? Existing.REPLACE : Existing.REFUSE;
    }
}
