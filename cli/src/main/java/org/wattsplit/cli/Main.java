package org.wattsplit.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wattsplit.cli.command.Execution;
import org.wattsplit.cli.command.WattsplitCommand;
import org.wattsplit.framework.agent.AgentException;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.check.Printable;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFault;
import org.wattsplit.testbed.power.MeterException;
import picocli.CommandLine;

/** Runs the {@code wattsplit} command. */
public final class Main {
    /** Exit status of a command that failed for a reason that is no fault of its input. */
    public static final int FAILED = 1;

    /** Exit status of a command whose options or files break a rule. */
    public static final int BAD_INPUT = 2;

    /** Options by what advice of a library ends with that they follow. */
    private static final Map<String, String> WAYS = Map.of(
            "--allow-different", " or allow it to differ",
            "--overwrite", " or begin anew",
            "--resume", ": complete runs are kept",
            "--joules-per-miss", " the share of missed deadlines");

    private Main() {}

    /** Runs a command and leaves the process with its exit status: 0 done, 1 failed, 2 bad input. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs a command and returns its exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new WattsplitCommand());
        shareVersion(line, line.getCommandSpec().versionProvider());
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(120);
        line.setExecutionStrategy(new Execution());
        line.setExecutionExceptionHandler(
                (exception, command, parsed) -> report(Printable.to(err), command, exception));
        line.setParameterExceptionHandler((exception, words) -> {
            WrongWords.print(err, exception);
            return exception.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
        });
        int status = line.execute(commandFirst(line, args));
        out.flush();
        err.flush();
        return status;
    }

    /** The same words where they begin with a command, or with an option of all; else what stands before a command behind it. */
    private static String[] commandFirst(CommandLine line, String... args) {
        if (args.length == 0
                || !args[0].startsWith("-")
                || line.getCommandSpec().findOption(args[0]) != null) {
            return args;
        }
        List<String> command = new ArrayList<>();
        List<String> before = new ArrayList<>();
        CommandLine at = line;
        int next = 0;
        while (next < args.length) {
            CommandLine sub = at.getSubcommands().get(args[next]);
            if (sub != null) {
                command.add(args[next]);
                at = sub;
            } else if (command.isEmpty()) {
                before.add(args[next]);
            } else {
                break;
            }
            next++;
        }
        List<String> words = new ArrayList<>(command);
        words.addAll(before);
        words.addAll(List.of(args).subList(next, args.length));
        return words.toArray(String[]::new);
    }

    private static void shareVersion(CommandLine line, CommandLine.IVersionProvider version) {
        line.getSubcommands().values().forEach(subcommand -> {
            subcommand.getCommandSpec().versionProvider(version);
            shareVersion(subcommand, version);
        });
    }

    private static int report(PrintWriter err, CommandLine command, Exception exception) {
        if (exception instanceof InputException) {
            err.println("wattsplit: " + words(command, String.valueOf(exception.getMessage())));
            return BAD_INPUT;
        }
        if (exception instanceof UncheckedIOException
                || exception instanceof TestbedException
                || exception instanceof MeterException
                || exception instanceof DivergedException) {
            err.println("wattsplit: " + exception.getMessage());
            return FAILED;
        }
        if (exception instanceof AgentException || exception instanceof TestbedFault) {
            err.println("wattsplit: " + words(command, String.valueOf(exception.getMessage())));
            err.println("The fault is " + (exception instanceof AgentException ? "the agent's:" : "the testbed's:"));
            Objects.requireNonNull(exception.getCause()).printStackTrace(err);
            return FAILED;
        }
        err.println("wattsplit: a fault of Wattsplit itself, please report it:");
        exception.printStackTrace(err);
        return FAILED;
    }

    /** A library knows no options: of an output that exists, the command's own say what can be done. */
    private static String words(CommandLine command, String message) {
        List<String> ways = new ArrayList<>(List.of("name another path"));
        if (command.getCommandSpec().findOption("--resume") != null) {
            ways.add("add --resume to go on with what was cut off");
        }
        if (command.getCommandSpec().findOption("--overwrite") != null) {
            ways.add("add --overwrite");
        }
        String first = message.lines().findFirst().orElse(message);
        if (first.endsWith(" already exists") && ways.size() > 1) {
            return first + System.lineSeparator() + "Maybe " + String.join(", or ", ways);
        }
        for (Map.Entry<String, String> way : WAYS.entrySet()) {
            if (message.endsWith(way.getValue()) && command.getCommandSpec().findOption(way.getKey()) != null) {
                return message + " (" + way.getKey() + ")";
            }
        }
        return message;
    }
}
