package org.wattsplit.cli.command;

import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Reads the deprecated names of options as the new ones. A second name of an option would be the one that a command's help
 * shows first, as the shorter one.
 */
@SuppressWarnings("JdkObsolete") // The library's own type.
final class DeprecatedNames implements IParameterPreprocessor {
    /** The new name by the deprecated one. */
    private static final Map<String, String> NAMES = Map.of("--model", "--network");

    @Override
    public boolean preprocess(
            Stack<String> words, CommandSpec command, @Nullable ArgSpec option, Map<String, Object> info) {
        words.replaceAll(word -> renamed(word, command));
        return false;
    }

    private static String renamed(String word, CommandSpec command) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String now = NAMES.get(name);
        return now == null || command.findOption(name) != null || command.findOption(now) == null
                ? word
                : now + word.substring(name.length());
    }
}
