package org.wattsplit.cli.command;

import java.util.List;
import org.wattsplit.framework.check.Printable;
import org.wattsplit.framework.file.WriteLock;
import picocli.CommandLine;

/**
 * Runs the command that was named: it prints what may go to a terminal, and nobody else writes its JSON file meanwhile.
 * Help is the command's own words, which may have bold ones.
 */
public final class Execution implements CommandLine.IExecutionStrategy {
    @Override
    public int execute(CommandLine.ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        List<CommandLine> named = parsed.asCommandLineList();
        CommandLine whole = named.get(0);
        whole.setOut(Printable.to(whole.getOut()));
        whole.setErr(Printable.to(whole.getErr()));
        try (WriteLock mine = lock(named.get(named.size() - 1))) {
            return new CommandLine.RunLast().execute(parsed);
        }
    }

    private static WriteLock lock(CommandLine command) {
        try {
            return command.getCommand() instanceof JsonCommand json ? json.lockJson() : WriteLock.of(List.of());
        } catch (RuntimeException e) {
            // The only kind of exception that is reported as one of a command.
            throw new CommandLine.ExecutionException(command, String.valueOf(e.getMessage()), e);
        }
    }
}
