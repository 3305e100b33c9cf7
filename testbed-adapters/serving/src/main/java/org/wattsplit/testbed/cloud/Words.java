package org.wattsplit.testbed.cloud;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wattsplit.framework.check.InputException;

/**
 * The words of a small program that is deployed without a library for command lines: {@code --name value} or
 * {@code --name=value}, and flags without a value. An option is given once unless it is asked for with {@link #all}.
 */
public final class Words {
    /**
     * An option that a program knows.
     *
     * @param name its name with its dashes
     * @param value what its value is called, such as {@code FILE}; empty for a flag
     * @param meaning what it says, in a line
     */
    public record Option(String name, String value, String meaning) {
        /** An option without a value. */
        public static Option flag(String name, String meaning) {
            return new Option(name, "", meaning);
        }

        private boolean isFlag() {
            return value.isEmpty();
        }
    }

    /** Asks every program for its usage. */
    public static final Option HELP = Option.flag("--help", "Print this.");

    private final Map<String, List<String>> given;

    private Words(Map<String, List<String>> given) {
        this.given = given;
    }

    /**
     * Reads words.
     *
     * @param known the options that there are
     * @throws InputException for a word that is none of them, which lists the known ones, and for a missing or a needless value
     */
    public static Words read(List<Option> known, List<String> words) {
        Map<String, Option> options = new LinkedHashMap<>();
        known.forEach(option -> options.put(option.name(), option));
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Option option = options.get(name);
            if (option == null) {
                throw InputException.unknown("an option", name, options.keySet());
            }
            String value;
            if (option.isFlag()) {
                if (equals >= 0) {
                    throw InputException.of(name, "given without a value", word.substring(equals + 1));
                }
                value = "";
            } else if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (++i < words.size()) {
                value = words.get(i);
            } else {
                throw InputException.of(name, "followed by " + option.value(), "nothing");
            }
            given.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return new Words(given);
    }

    /** Whether an option or a flag is there. */
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** All values of an option that may be repeated, in their order. */
    public List<String> all(String name) {
        return List.copyOf(given.getOrDefault(name, List.of()));
    }

    /** The value of an option, if it is there. */
    public Optional<String> text(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw InputException.of(name, "given once", String.join(" and ", values));
        }
        return values.stream().findFirst();
    }

    /** The value of an option that has to be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> InputException.of(name, "given", "nothing"));
    }

    /** The path that an option names, if it is there. */
    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /** The whole number of an option, if it is there. */
    public Optional<Integer> integer(String name) {
        return parsed(name, "a whole number", Integer::valueOf);
    }

    /** The whole number of an option that may be large, if it is there. */
    public Optional<Long> large(String name) {
        return parsed(name, "a whole number", Long::valueOf);
    }

    /** The number of an option, if it is there. */
    public Optional<Double> number(String name) {
        return parsed(name, "a number", Double::valueOf);
    }

    private <T> Optional<T> parsed(String name, String rule, Function<String, T> parser) {
        return text(name).map(text -> {
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw new InputException("Expected " + name + " to be " + rule + ", given " + text, e);
            }
        });
    }

    /** Prints how a program is used: its first line, then a line for each option. */
    public static void printUsage(PrintWriter out, String program, List<Option> known) {
        out.println("Usage: " + program);
        int width = known.stream()
                .mapToInt(option -> option.name().length() + option.value().length() + 1)
                .max()
                .orElse(0);
        for (Option option : known) {
            String head = option.name() + " " + option.value();
            out.println("  " + head + " ".repeat(width - head.length() + 2) + option.meaning());
        }
    }
}
