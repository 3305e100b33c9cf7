package org.wattsplit.agents.features;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;

/** A learner's hyper-parameters: an agent's options where they name one, else the defaults of {@code learners.yaml}. */
public final class Hyperparameters {
    private static final String RESOURCE = "/org/wattsplit/agents/learners.yaml";
    private static final Map<String, Map<String, Double>> DEFAULTS = read();

    private final Map<String, Double> defaults;
    private final Map<String, String> options;

    private Hyperparameters(Map<String, Double> defaults, Map<String, String> options) {
        this.defaults = defaults;
        this.options = options;
    }

    /** The file. */
    record Defaults(Map<String, Map<String, Double>> learners) {}

    private static Map<String, Map<String, Double>> read() {
        try (InputStream in = Objects.requireNonNull(Hyperparameters.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return Documents.readYaml(in, RESOURCE, Defaults.class).learners();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Double> defaults(String learner) {
        return Objects.requireNonNull(DEFAULTS.get(learner), learner);
    }

    /** The names of a learner's hyper-parameters. */
    static Set<String> names(String learner) {
        return Set.copyOf(defaults(learner).keySet());
    }

    /** Those of a learner. */
    static Hyperparameters of(String learner, Map<String, String> options) {
        return new Hyperparameters(defaults(learner), options);
    }

    /** A number between two bounds. */
    public double number(String name, double least, double most) {
        String text = options.get(name);
        double value = text == null ? Objects.requireNonNull(defaults.get(name), name) : parse(text);
        if (!(value >= least && value <= most)) {
            throw InputException.of(
                    "option " + name, "a number between " + least + " and " + most, text == null ? value : text);
        }
        return value;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A whole number between two bounds. */
    public int whole(String name, int least, int most) {
        double value = number(name, least, most);
        if (value != Math.rint(value)) {
            throw InputException.of("option " + name, "a whole number", value);
        }
        return (int) value;
    }
}
