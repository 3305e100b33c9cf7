package org.wattsplit.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.check.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What is wrong with the words of a command, said as all errors are: the thing, the rule, the value, and what may be meant. */
final class WrongWords {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);

    private WrongWords() {}

    /** Prints an error, and where help is. */
    static void print(PrintWriter err, ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        err.println(command.getColorScheme().errorText(Printable.text(message(command, exception))));
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'");
    }

    private static String message(CommandLine command, ParameterException exception) {
        List<String> unmatched = exception instanceof CommandLine.UnmatchedArgumentException one
                ? one.getUnmatched()
                : command.getUnmatchedArguments();
        if (!unmatched.isEmpty()) {
            return words(unknown(command, unmatched.get(0)));
        }
        ArgSpec argument = exception.getArgSpec();
        String value = exception.getValue();
        if (argument != null && value != null) {
            Class<?> type = argument.type();
            if (WHOLE.contains(type)) {
                return words(InputException.of(name(argument), "a whole number", value));
            }
            if (NUMBERS.contains(type)) {
                InputException error = InputException.of(name(argument), "a number", value);
                return words(
                        value.matches("[0-9]+,[0-9]+")
                                ? error.maybe("it has a decimal comma: write " + value.replace(',', '.'))
                                : error);
            }
        }
        return String.valueOf(exception.getMessage());
    }

    private static String words(InputException error) {
        return String.valueOf(error.getMessage());
    }

    private static InputException unknown(CommandLine command, String word) {
        String of = command.getCommandSpec().qualifiedName();
        if (word.startsWith("-")) {
            String option = word.replaceFirst("=.*", "");
            return InputException.unknown(
                    "an option of " + of,
                    option,
                    command.getCommandSpec().options().stream()
                            .filter(known -> !known.hidden())
                            .map(OptionSpec::longestName)
                            .toList());
        }
        return command.getSubcommands().isEmpty()
                ? InputException.of("the words of " + of, "options, and what it takes", word)
                : InputException.unknown(
                        "a command of " + of, word, command.getSubcommands().keySet());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
