package org.wattsplit.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.provider.Provider;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.study.agents.AgentDescription;
import org.wattsplit.study.job.ScenarioChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that list what can be asked for by name. */
final class ListCommands {
    private ListCommands() {}

    /** One row of a list. */
    record Entry(String name, String description) {}

    /** Agents. */
    @Command(
            name = "agents",
            description = "Agents: baselines, heuristics, planners, bounds, learners.",
            mixinStandardHelpOptions = true,
            subcommands = {Agents.AgentList.class, Agents.AgentShow.class})
    static final class Agents {
        /** {@code agents list}. */
        @Command(
                name = "list",
                description = "List the agents, their usual action set and their options.",
                footer = {"", "Example:", "  wattsplit agents list"})
        static final class AgentList extends JsonCommand {
            /** One agent. */
            record AgentEntry(String name, String actionSet, boolean bound, List<String> options, String description) {}

            @Override
            public Integer call() {
                List<AgentEntry> entries = new ArrayList<>();
                TextTable table = new TextTable("agent", "action set", "");
                for (AgentProvider agent :
                        Providers.load("an agent", AgentProvider.class).all().values()) {
                    entries.add(new AgentEntry(
                            agent.name(),
                            agent.actionSet().label(),
                            agent.bound(),
                            agent.options().stream().sorted().toList(),
                            agent.description()));
                    table.row(
                            agent.name(),
                            agent.actionSet().label(),
                            agent.description() + (agent.bound() ? " (a bound)" : ""));
                }
                out().print(table.leftAligned());
                writeJson(Map.of("agents", entries));
                return 0;
            }
        }

        /** {@code agents show}. */
        @Command(
                name = "show",
                description = "Show what an agent is, what it uses, and its options.",
                footer = {"", "Example:", "  wattsplit agents show dynasplit-online"})
        static final class AgentShow extends JsonCommand {
            @Parameters(paramLabel = "NAME", description = "A name of 'wattsplit agents list'.")
            private String name = "";

            @Override
            public Integer call() {
                AgentDescription agent = AgentDescription.of(name, Registry.installed());
                out().print(agent.text());
                writeJson(agent);
                return 0;
            }
        }
    }

    /** Testbeds. */
    @Command(
            name = "testbeds",
            description = "Testbeds: what executes a configuration.",
            mixinStandardHelpOptions = true,
            subcommands = {Testbeds.TestbedList.class, FitCommand.class})
    static final class Testbeds {
        /** {@code testbeds list}. */
        @Command(
                name = "list",
                description = "List the testbeds.",
                footer = {"", "Example:", "  wattsplit testbeds list"})
        static final class TestbedList extends Listing {
            TestbedList() {
                super("testbed", "testbeds", TestbedProvider.class);
            }
        }
    }

    /** Scenarios. */
    @Command(
            name = "envs",
            description = "Environments: the scenarios that agents are compared on.",
            mixinStandardHelpOptions = true,
            subcommands = {Environments.EnvironmentList.class, Environments.EnvironmentShow.class})
    static final class Environments {
        /** {@code envs list}. */
        @Command(
                name = "list",
                description = "List the scenarios.",
                footer = {"", "Example:", "  wattsplit envs list"})
        static final class EnvironmentList extends Listing {
            EnvironmentList() {
                super("scenario", "environments", EnvironmentProvider.class);
            }
        }

        /** {@code envs show}. */
        @Command(
                name = "show",
                description = "Print a scenario as the file that makes it.",
                footer = {
                    "",
                    "Examples:",
                    "  wattsplit envs show HotDevice-v1",
                    "  wattsplit envs show HotDevice-v1 > mine.yaml    # change its id with it"
                })
        static final class EnvironmentShow extends PrintingCommand {
            @Parameters(paramLabel = "ID|FILE", description = "An id of 'wattsplit envs list', or a YAML file.")
            private String scenario = "";

            @Override
            public Integer call() {
                out().print(ScenarioChoice.provider(scenario, Registry.installed())
                        .document());
                return 0;
            }
        }
    }

    /** Search strategies. */
    @Command(
            name = "strategies",
            description = "Strategies of the offline search.",
            mixinStandardHelpOptions = true,
            subcommands = {Strategies.StrategyList.class, StrategiesCompareCommand.class})
    static final class Strategies {
        /** {@code strategies list}. */
        @Command(
                name = "list",
                description = "List the search strategies.",
                footer = {"", "Example:", "  wattsplit strategies list"})
        static final class StrategyList extends Listing {
            StrategyList() {
                super("strategy", "strategies", SearchStrategyProvider.class);
            }
        }
    }

    /** A list of providers. */
    abstract static class Listing extends JsonCommand {
        private final String title;
        private final String key;
        private final Class<? extends Provider> type;

        Listing(String title, String key, Class<? extends Provider> type) {
            this.title = title;
            this.key = key;
            this.type = type;
        }

        @Override
        public Integer call() {
            List<Entry> entries = new ArrayList<>();
            TextTable table = new TextTable(title, "");
            for (Provider provider : Providers.load(title, type).all().values()) {
                entries.add(new Entry(provider.name(), provider.description()));
                table.row(provider.name(), provider.description());
            }
            out().print(table.leftAligned());
            writeJson(Map.of(key, entries));
            return 0;
        }
    }
}
