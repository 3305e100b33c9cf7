package org.wattsplit.framework.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * An agent as users name it: {@code name} or {@code name:option=value:option=value}, with {@code alias=} before it where
 * runs and tables are to call it otherwise.
 *
 * @param alias what runs, tables and figures call it; null for its name with its options
 * @param name the provider's name
 * @param options options by name
 */
public record AgentSpec(@Nullable String alias, String name, Map<String, String> options) {
    private static final Pattern OPTION = Pattern.compile(":[a-z][a-z0-9_]*=");
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public AgentSpec {
        if (alias != null && !ALIAS.matcher(alias).matches()) {
            throw InputException.of(
                    "the alias of an agent", "letters, digits, and '.', '_', '-' after the first", alias);
        }
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** An agent without an alias. */
    public AgentSpec(String name, Map<String, String> options) {
        this(null, name, options);
    }

    /**
     * The specification that a text stands for. A value ends where another option begins, so that it may have colons, commas
     * and spaces of its own; one that may not be told apart so stands in a file, see {@link AgentsFile}.
     */
    public static AgentSpec parse(String text) {
        List<Integer> begins = new ArrayList<>();
        Matcher options = OPTION.matcher(text);
        while (options.find()) {
            begins.add(options.start());
        }
        String called = begins.isEmpty() ? text : text.substring(0, begins.get(0));
        int equals = called.indexOf('=');
        String name = called.substring(equals + 1);
        if (name.isBlank() || name.contains(":") || name.contains("=")) {
            throw InputException.of("an agent", "[alias=]name or [alias=]name:option=value", text);
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < begins.size(); i++) {
            int end = i + 1 < begins.size() ? begins.get(i + 1) : text.length();
            String[] option = text.substring(begins.get(i) + 1, end).split("=", 2);
            if (values.put(option[0], option[1]) != null) {
                throw InputException.of("an agent", "named with each of its options once", text);
            }
        }
        return new AgentSpec(equals < 0 ? null : called.substring(0, equals), name, values);
    }

    /** The texts that a comma parts; two commas are one that belongs to a text, as a path may have it. */
    public static List<String> split(String list) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            if (list.charAt(i) != ',') {
                text.append(list.charAt(i));
            } else if (list.startsWith(",,", i)) {
                text.append(',');
                i++;
            } else {
                texts.add(text.toString());
                text.setLength(0);
            }
        }
        texts.add(text.toString());
        return texts;
    }

    /** The list that {@link #split} takes apart. */
    public static String join(List<AgentSpec> agents) {
        return agents.stream().map(agent -> agent.toString().replace(",", ",,")).collect(Collectors.joining(","));
    }

    /**
     * Checks the names of its options.
     *
     * @throws InputException where one is none of those that its agent has; it names the place where they stand
     */
    public void requireOptions(Collection<String> known) {
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                throw InputException.unknown(
                        "an option of agent " + name, option, known, "see 'wattsplit agents show " + name + "'");
            }
        }
    }

    /** What runs, tables and figures call it: its alias, or else {@link #what}. */
    public String label() {
        return alias == null ? what() : alias;
    }

    /** What it is, whatever it is called: its name and its options in alphabetical order. */
    public String what() {
        StringBuilder text = new StringBuilder(name);
        options.forEach(
                (option, value) -> text.append(':').append(option).append('=').append(value));
        return text.toString();
    }

    /** The text that it was parsed from, options in alphabetical order. */
    @Override
    public String toString() {
        return alias == null ? what() : alias + "=" + what();
    }
}
