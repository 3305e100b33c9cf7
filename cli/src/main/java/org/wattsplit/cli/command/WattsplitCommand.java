package org.wattsplit.cli.command;

import org.wattsplit.framework.file.Producer;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command itself. */
@Command(
        name = "wattsplit",
        description = "Adaptive scheduling of split inference: search, run agents, compare them.",
        mixinStandardHelpOptions = true,
        versionProvider = WattsplitCommand.Version.class,
        footer = {
            "",
            "Examples:",
            "  wattsplit quickstart",
            "  wattsplit reproduce dynasplit --data ../SPLINTER --json out.json",
            "  wattsplit search --data synthetic --budget 20%% --out pareto.json",
            "  wattsplit evaluate --data synthetic --pareto pareto.json --out runs/first",
            "  wattsplit compare runs/first",
            "",
            "Exit status: 0 done, 1 failed, 2 an option or a file breaks a rule.",
            "Tab completion: source <(wattsplit generate-completion)"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            DatasetsCommand.class,
            WorkloadsCommand.class,
            SearchCommand.class,
            SuggestCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            RunsCommand.class,
            NetworksCommand.class,
            ProfileCommand.class,
            ReproduceCommand.class,
            ResultsCommand.class,
            CloudCommand.class,
            EdgeCommand.class,
            CertificatesCommand.class,
            DoctorCommand.class,
            ListCommands.Agents.class,
            ListCommands.Testbeds.class,
            ListCommands.Environments.class,
            ListCommands.Strategies.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class
        })
public final class WattsplitCommand {
    /** Reads the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"wattsplit " + Producer.thisProcess().code()};
        }
    }
}
