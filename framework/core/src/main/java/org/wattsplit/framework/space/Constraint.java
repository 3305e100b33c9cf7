package org.wattsplit.framework.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * A rule that feasible configurations keep: when every knob of {@code when} has one of the values listed for it, every
 * knob of {@code then} must have one of the values listed for it.
 *
 * @param reason why, as a sentence that an error can end with
 * @param when values by knob; an empty map, the default, means always
 * @param then values by knob, at least one knob
 */
public record Constraint(String reason, @Default("{}") Map<String, List<String>> when, Map<String, List<String>> then) {
    public Constraint {
        Check.notBlank("the constraint's reason", reason);
        Check.that(!then.isEmpty(), "then", "not empty", then);
        when = copy(when);
        then = copy(then);
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((knob, list) -> copy.put(knob, List.copyOf(list)));
        return Collections.unmodifiableMap(copy);
    }
}
