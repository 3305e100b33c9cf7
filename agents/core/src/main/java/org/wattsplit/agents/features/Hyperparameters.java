package org.wattsplit.agents.features;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentOption;
import org.wattsplit.framework.agent.NumberOption;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Documents;

/** A learner's hyper-parameters: an agent's options where they name one, else the presets of {@code learners.yaml}. */
public final class Hyperparameters {
    private static final String RESOURCE = "/org/wattsplit/agents/learners.yaml";
    private static final Map<String, Described> LEARNERS = read();

    private final Map<String, NumberOption> known;
    private final Map<String, String> options;

    private Hyperparameters(Map<String, NumberOption> known, Map<String, String> options) {
        this.known = known;
        this.options = options;
    }

    /** The file. */
    record Learners(Map<String, Described> learners) {}

    /** A learner in it. */
    record Described(
            String source,

            @Default(
                    "expected outcomes of its actions, what a change of the hardware setting and a miss cost, the"
                            + " distribution of deadlines; the deadline, the hardware setting, and what else the scenario shows")
            String uses,

            Map<String, Range> options) {
        Map<String, NumberOption> numbers() {
            Map<String, NumberOption> numbers = new LinkedHashMap<>();
            options.forEach((name, range) -> numbers.put(name, range.named(name)));
            return numbers;
        }
    }

    /** A hyper-parameter in it. */
    record Range(
            double preset,
            @Default("0") double least,
            double most,
            @Default("false") boolean whole,
            String meaning) {
        NumberOption named(String name) {
            return new NumberOption(name, preset, least, most, whole, meaning);
        }
    }

    private static Map<String, Described> read() {
        try (InputStream in = Objects.requireNonNull(Hyperparameters.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return Documents.readYaml(in, RESOURCE, Learners.class).learners();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Described described(String learner) {
        return Objects.requireNonNull(LEARNERS.get(learner), learner);
    }

    /** What the file says of a learner. */
    static AgentAbout about(String learner) {
        Described described = described(learner);
        List<AgentOption> options =
                described.numbers().values().stream().map(NumberOption::inWords).toList();
        return new AgentAbout(described.uses(), described.source(), options);
    }

    /** Those of a learner. */
    static Hyperparameters of(String learner, Map<String, String> options) {
        return new Hyperparameters(described(learner).numbers(), options);
    }

    /** The value of one. */
    public double number(String name) {
        return Objects.requireNonNull(known.get(name), name).of(options);
    }

    /** The value of one that is a whole number. */
    public int whole(String name) {
        return (int) number(name);
    }
}
