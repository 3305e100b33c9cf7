package org.wattsplit.study.agents;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentOption;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.report.TextTable;

/**
 * What an agent is, for people who are to choose one and to set its options.
 *
 * @param name its name
 * @param description what it does, in one line
 * @param kind {@code agent}, {@code bound} or {@code learner}
 * @param needsTraining whether it is of no use before it was trained
 * @param actionSet the action set that it has unless another is asked for
 * @param uses what it knows beforehand and what it observes; null where nobody says
 * @param source where it was published; null for what was not
 * @param options its options; of one that nobody describes the name alone
 */
public record AgentDescription(
        String name,
        String description,
        String kind,
        boolean needsTraining,
        String actionSet,
        @Nullable String uses,
        @Nullable String source,
        List<AgentOption> options) {
    private static final List<AgentOption> OF_POLICIES = List.of(
            new AgentOption(
                    PolicyFile.OPTION,
                    "",
                    "FILE or DIR",
                    "what it learned, whose options stand in the file; of a DIR, " + PolicyFile.BEST
                            + " of the run's seed"),
            new AgentOption(PolicyFile.LEARN, "", "true", "with its policy: it goes on learning while it runs"));

    public AgentDescription {
        options = List.copyOf(options);
    }

    /**
     * The description of an agent.
     *
     * @throws org.wattsplit.framework.check.InputException where none has that name
     */
    public static AgentDescription of(String name, Registry registry) {
        AgentProvider agent = registry.of("an agent", AgentProvider.class).get(name);
        AgentAbout about = agent.about();
        boolean learns = agent instanceof LearnerProvider;
        List<AgentOption> options = new ArrayList<>(about.options());
        agent.options().stream()
                .filter(option -> options.stream().noneMatch(one -> one.name().equals(option)))
                .sorted()
                .forEach(option -> options.add(new AgentOption(option, "", "", "")));
        if (learns) {
            options.addAll(OF_POLICIES);
        }
        return new AgentDescription(
                agent.name(),
                agent.description(),
                learns ? "learner" : agent.bound() ? "bound" : "agent",
                agent instanceof LearnerProvider learner && learner.needsTraining(),
                agent.actionSet().label(),
                about.uses(),
                about.source(),
                options);
    }

    /** The same as lines, each ended. */
    public String text() {
        TextTable facts = new TextTable(name, description)
                .row("kind", needsTraining ? kind + ", named with its policy once it is trained" : kind)
                .row("action set", actionSet);
        if (uses != null) {
            facts.row("uses", uses);
        }
        if (source != null) {
            facts.row("source", source);
        }
        if (options.isEmpty()) {
            return facts.row("options", "none").leftAligned();
        }
        TextTable table = new TextTable("option", "default", "values", "");
        options.forEach(option -> table.row(option.name(), option.preset(), option.values(), option.meaning()));
        return facts.leftAligned() + System.lineSeparator() + table.leftAligned();
    }
}
