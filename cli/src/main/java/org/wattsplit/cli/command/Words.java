package org.wattsplit.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command as a person would type it again, in one order of options. */
final class Words {
    /** Options that change where a result goes or how it is made, but not the result. */
    private static final Set<String> ASIDE =
            Set.of("--out", "--json", "--report", "--overwrite", "--resume", "--threads");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,%@+-]+");

    private Words() {}

    /** The command that runs, without what does not change its result: equal results come from equal words. */
    static String withoutAsides(CommandSpec spec) {
        return of(spec, ASIDE);
    }

    /** The whole command that runs. */
    static String whole(CommandSpec spec) {
        return of(spec, Set.of());
    }

    private static String of(CommandSpec spec, Set<String> leftOut) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> words = new ArrayList<>();
        words.add(spec.qualifiedName());
        for (OptionSpec option : spec.options()) {
            if (parsed.hasMatchedOption(option) && !leftOut.contains(option.longestName())) {
                words.add(option.longestName());
                if (option.arity().max() > 0) {
                    words.addAll(values(option));
                }
            }
        }
        spec.positionalParameters().forEach(parameter -> words.addAll(values(parameter)));
        return String.join(" ", words);
    }

    private static List<String> values(ArgSpec argument) {
        return argument.originalStringValues().stream().map(Words::quoted).toList();
    }

    /** A word as a shell reads it back. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
