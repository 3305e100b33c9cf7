package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.wattsplit.study.job.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that runs a job and prints what came of it. */
@Command(mixinStandardHelpOptions = true, preprocessor = DeprecatedNames.class)
abstract class PrintingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Where results are printed. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where words beside the results are printed. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** What its job is run with. */
    JobContext context() {
        return Jobs.context(spec);
    }
}
