package org.wattsplit.framework.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wattsplit.framework.check.InputException;

/**
 * An agent as users name it: {@code name} or {@code name:option=value:option=value}.
 *
 * @param name the provider's name
 * @param options options by name
 */
public record AgentSpec(String name, Map<String, String> options) {
    private static final Pattern OPTION = Pattern.compile(":[a-z][a-z0-9_]*=");

    public AgentSpec {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /**
     * The specification that a text stands for. A value ends where another option begins, so that it may have colons and
     * spaces of its own; one that may not be told apart so stands in a file, see {@link AgentsFile}.
     */
    public static AgentSpec parse(String text) {
        List<Integer> begins = new ArrayList<>();
        Matcher options = OPTION.matcher(text);
        while (options.find()) {
            begins.add(options.start());
        }
        String name = begins.isEmpty() ? text : text.substring(0, begins.get(0));
        if (name.isBlank() || name.contains(":") || name.contains("=")) {
            throw InputException.of("an agent", "name or name:option=value", text);
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < begins.size(); i++) {
            int end = i + 1 < begins.size() ? begins.get(i + 1) : text.length();
            String[] option = text.substring(begins.get(i) + 1, end).split("=", 2);
            if (values.put(option[0], option[1]) != null) {
                throw InputException.of("an agent", "with each option once", text);
            }
        }
        return new AgentSpec(name, values);
    }

    /** The text that it was parsed from, options in alphabetical order. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        options.forEach(
                (option, value) -> text.append(':').append(option).append('=').append(value));
        return text.toString();
    }
}
