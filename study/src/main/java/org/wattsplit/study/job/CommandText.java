package org.wattsplit.study.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job as the command that does the same, in one order of options and without those that say what would be done anyway:
 * equal results come from equal words. Files keep it, and pages of results print it.
 */
public final class CommandText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,%@+-]+");

    private final List<String> words = new ArrayList<>();
    private boolean known = true;

    private CommandText(String command) {
        words.add("wattsplit");
        words.addAll(List.of(command.split(" ")));
    }

    /** A command by its name. */
    public static CommandText of(String command) {
        return new CommandText(command);
    }

    /** With its data; a job on data that only a program has is no command. */
    public CommandText data(Data data) {
        return required("--data", data.name()).option("--network", data.network());
    }

    /** With a scenario, and with the file of the Pareto set that actions come from; without one this is no command. */
    public CommandText scenario(Actions actions, ScenarioChoice scenario) {
        return required("--pareto", actions.file())
                .held(actions.set().space().held())
                .scenario(scenario);
    }

    /** The options of a testbed, a space before each. */
    static String testbed(String name, Map<String, String> options) {
        StringBuilder text = new StringBuilder(" --testbed " + quoted(name));
        new TreeMap<>(options)
                .forEach((option, value) -> text.append(" --testbed-option ").append(quoted(option + "=" + value)));
        return text.toString();
    }

    /** With the values that knobs are held at, by name. */
    public CommandText held(Map<String, String> values) {
        values.forEach((knob, value) -> option("--set", knob + "=" + value));
        return this;
    }

    /** With a scenario. */
    public CommandText scenario(ScenarioChoice scenario) {
        return option("--scenario", scenario.name())
                .option("--joules-per-miss", scenario.joulesPerMiss())
                .option("--change-ms", scenario.changeMillis());
    }

    /** With an option that must be there: without a value this is no command. */
    public CommandText required(String option, @Nullable Object value) {
        known = known && value != null;
        return option(option, value);
    }

    /** With an option; null for none. */
    public CommandText option(String option, @Nullable Object value) {
        if (value != null) {
            words.add(option);
            words.add(quoted(value.toString()));
        }
        return this;
    }

    /** With an option, unless its value is what it is without it. */
    public CommandText option(String option, @Nullable Object value, @Nullable Object usual) {
        return Objects.equals(value, usual) ? this : option(option, value);
    }

    /** With an option of several values, unless they are what they are without it. */
    public CommandText list(String option, List<?> values, List<?> usual) {
        return values.equals(usual)
                ? this
                : option(option, values.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** With a word that is an option by itself. */
    public CommandText flag(String option, boolean there) {
        if (there) {
            words.add(option);
        }
        return this;
    }

    /** With a word that belongs to no option. */
    public CommandText word(Object value) {
        words.add(quoted(value.toString()));
        return this;
    }

    /** The command; null where none does the same. */
    public @Nullable String text() {
        return known ? String.join(" ", words) : null;
    }

    /** A word as a shell reads it back. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
