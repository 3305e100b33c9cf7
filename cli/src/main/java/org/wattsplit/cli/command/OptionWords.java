package org.wattsplit.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wattsplit.framework.check.InputException;

/**
 * What jobs call a value, and the option that it came from: an error of a job, which knows no options, is told with the option
 * to change. Of several words that an error begins with, the first count.
 */
final class OptionWords {
    private final Map<Pattern, String> options = new LinkedHashMap<>();

    /** With an option of that name for what an error calls by these words, a regular expression. */
    OptionWords with(String words, String option) {
        options.put(Pattern.compile("\\AExpected (" + words + ") to be "), option);
        return this;
    }

    /** Runs a job, whose errors then name the option. */
    <T> T named(Supplier<T> job) {
        try {
            return job.get();
        } catch (InputException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            for (Map.Entry<Pattern, String> entry : options.entrySet()) {
                Matcher matcher = entry.getKey().matcher(message);
                if (matcher.find()) {
                    throw new InputException(
                            "Expected " + matcher.group(1) + " (" + entry.getValue() + ") to be "
                                    + message.substring(matcher.end()),
                            e);
                }
            }
            throw e;
        }
    }
}
