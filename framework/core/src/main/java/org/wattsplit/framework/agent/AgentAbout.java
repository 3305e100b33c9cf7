package org.wattsplit.framework.agent;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people want to know of an agent before they use it, beyond its description.
 *
 * @param uses what it knows beforehand and what it observes; null where nobody says
 * @param source where it was published; null for what was not
 * @param options its options, in the order in which they are shown
 */
public record AgentAbout(@Nullable String uses, @Nullable String source, List<AgentOption> options) {
    /** Nothing. */
    public static final AgentAbout NOTHING = new AgentAbout(null, null, List.of());

    public AgentAbout {
        options = List.copyOf(options);
    }

    /** What it knows beforehand and what it observes. */
    public static AgentAbout uses(String uses) {
        return new AgentAbout(uses, null, List.of());
    }

    /** With where it was published. */
    public AgentAbout withSource(String published) {
        return new AgentAbout(uses, published, options);
    }

    /** With more options. */
    public AgentAbout with(AgentOption... more) {
        return new AgentAbout(
                uses, source, Stream.concat(options.stream(), Stream.of(more)).toList());
    }

    /** With more options that are numbers. */
    public AgentAbout with(NumberOption... more) {
        return with(Stream.of(more).map(NumberOption::inWords).toArray(AgentOption[]::new));
    }
}
