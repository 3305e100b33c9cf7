package org.wattsplit.framework.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wattsplit.framework.check.InputException;

/**
 * An agent as users name it: {@code name} or {@code name:option=value:option=value}.
 *
 * @param name the provider's name
 * @param options options by name
 */
public record AgentSpec(String name, Map<String, String> options) {
    public AgentSpec {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** The specification that a text stands for. */
    public static AgentSpec parse(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', from)) {
            parts.add(text.substring(from, colon));
            from = colon + 1;
        }
        parts.add(text.substring(from));
        Map<String, String> options = new TreeMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw InputException.of("an agent", "name or name:option=value", text);
            }
            options.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return new AgentSpec(parts.get(0), options);
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
