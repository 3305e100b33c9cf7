package org.wattsplit.framework.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Format;

/**
 * Agents as a YAML file, the long form of what {@link AgentSpec#parse} reads: any text can be an option's value.
 *
 * <pre>
 * format: agents
 * version: 1
 * agents:
 * - name: planner
 * - {alias: best, name: ppo, options: {policy: "runs of May, 2nd: best/ppo"}}
 * </pre>
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param agents the agents, at least one
 */
public record AgentsFile(String format, int version, List<Named> agents) {
    static final String FORMAT = "agents";
    static final int VERSION = 1;

    /** Its readers. */
    public static final Format<AgentsFile> FILE = Format.of(FORMAT, VERSION, AgentsFile.class);

    public AgentsFile {
        agents = List.copyOf(Check.notEmpty("agents", agents));
    }

    /**
     * One of them.
     *
     * @param alias what runs, tables and figures call it; null for its name with its options
     * @param name the provider's name
     * @param options options by name; default none
     */
    public record Named(
            @Nullable String alias,
            String name,
            @Default("{}") Map<String, String> options) {
        public Named {
            Check.notBlank("name", name);
            options = new AgentSpec(alias, name, options).options();
        }
    }

    /**
     * The agents of texts, each {@code name}, {@code name:option=value}, either of them after {@code alias=}, or a {@code .yaml}
     * file of agents.
     */
    public static List<AgentSpec> agents(List<String> texts) {
        List<AgentSpec> all = new ArrayList<>();
        for (String text : texts) {
            if (text.matches("[^:]*\\.ya?ml")) {
                FILE.readYaml(Path.of(text))
                        .agents()
                        .forEach(one -> all.add(new AgentSpec(one.alias(), one.name(), one.options())));
            } else {
                all.add(AgentSpec.parse(text));
            }
        }
        return List.copyOf(all);
    }
}
