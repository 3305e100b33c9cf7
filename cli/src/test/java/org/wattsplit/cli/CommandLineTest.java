package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.cli.command.WattsplitCommand;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import picocli.CommandLine;

/** Help, errors and exit statuses. */
final class CommandLineTest {
    @TempDir
    private Path temp;

    @Test
    void everyCommandHasHelpAndEveryLeafAnExample() {
        List<String> without = new ArrayList<>();
        collect(new CommandLine(new WattsplitCommand()), "", without);
        assertThat(without).isEmpty();
    }

    @Test
    void optionsMayStandBeforeTheirCommand() {
        assertThat(Cli.succeed("--data", "pi4-coral-gpu", "datasets", "describe"))
                .isEqualTo(Cli.succeed("datasets", "describe", "--data", "pi4-coral-gpu"));
        assertThat(Cli.succeed("--version")).contains("wattsplit");
        assertThat(Cli.run("--dat", "pi4-coral-gpu", "datasets", "describe").err())
                .contains("--dat")
                .contains("--data");
    }

    private static void collect(CommandLine command, String path, List<String> without) {
        String name = path + " " + command.getCommandName();
        if (List.of("help", "generate-completion").contains(command.getCommandName())) {
            return;
        }
        String usage = command.getUsageMessage();
        if (!usage.contains("--help") || (command.getSubcommands().isEmpty() && !usage.contains("Example"))) {
            without.add(name);
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, name, without));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search --data nowhere | given nowhere",
                "search --data synthetic --strategy magic | [exhaustive, nsga2, nsga3, random, surrogate], given magic",
                "search --data synthetic --budget 0 | given 0",
                "search --data synthetic --budget 101% | given 101%",
                "search --data synthetic --seeds 0 | given 0",
                "search --data synthetic --network vgg16 | given synthetic",
                "search --data synthetic --model vgg16 | given synthetic",
                "search | --data",
                "search --data synthetic --stratgy random | given --stratgy",
                "compare nowhere | Folder not found: nowhere",
                "datasets validate nowhere | space.yaml",
                "reproduce dynasplit --data nowhere | Folder not found: nowhere",
                "reproduce dynasplit --data . --network alexnet | [mobilenetv2, resnet50, vgg16, vit], given alexnet",
            })
    void badInputIsNamedWithItsRuleAndEndsWithTwo(String line, String message) {
        Path json = temp.resolve("out.json");
        Cli.Result result = Cli.run((line + " --json " + json).split(" "));
        assertThat(result.err()).contains(message);
        assertThat(result.status()).isEqualTo(2);
        assertThat(json).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "foo, 'one of [clairvoyant, cloud,'",
        "dynasplit:margin=1, '[margin_ms], given margin'",
        "dynasplit:margin_ms=-1, 'at least 0, given -1'",
        "dynasplit:margin_ms, 'name:option=value, given dynasplit:margin_ms'",
    })
    void anUnknownAgentOrOptionIsRefusedBeforeAnythingIsWritten(String agent, String message) {
        Path pareto = Cli.search(temp);
        Path out = temp.resolve("runs");
        Cli.Result result = Cli.run(Cli.evaluation("synthetic", pareto, "cloud," + agent, out));
        assertThat(result.err()).contains(message);
        assertThat(result.status()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void anAgentThatDoesNotFitItsActionsSaysSo() {
        Path pareto = Cli.search(temp, "--strategy", "random", "--budget", "1");
        Path out = temp.resolve("runs");
        Cli.Result result = Cli.run(Cli.evaluation("synthetic", pareto, "cloud,edge", out));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("an edge-only configuration among its actions")
                .contains("split_layer=10");
        assertThat(out).doesNotExist();
    }

    @Test
    void anExistingParetoSetIsKept() throws IOException {
        Path pareto = Files.writeString(temp.resolve("pareto.json"), "mine");
        Cli.Result result = Cli.run("search", "--data", "synthetic", "--out", pareto.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("pareto.json already exists").contains("--overwrite");
        assertThat(pareto).hasContent("mine");
    }

    @Test
    void anAgentIsShownWithItsOptions() throws IOException {
        Path json = temp.resolve("agent.json");
        assertThat(Cli.succeed("agents", "show", "dynasplit", "--json", json.toString()))
                .contains("arXiv 2410.23881", "margin_ms", "a number of at least 0");
        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .at("/options/0/preset")
                        .asText())
                .isEqualTo("0");
        assertThat(Cli.run("agents", "show", "dynasplt").err()).contains("Maybe you meant dynasplit");
    }

    @Test
    void listsNameWhatCanBeAskedFor() {
        assertThat(Cli.succeed("agents", "list")).contains("dynasplit", "clairvoyant");
        assertThat(Cli.succeed("envs", "list")).contains("DynaSplit-v1", "DynaSplitFree-v1");
        assertThat(Cli.succeed("testbeds", "list")).contains("replay");
        assertThat(Cli.succeed("datasets", "list")).contains("synthetic");
        assertThat(Cli.succeed("strategies", "list")).contains("exhaustive", "random", "nsga2", "nsga3", "surrogate");
    }

    @Test
    void boundsAreListedAsSuch() {
        assertThat(Cli.succeed("agents", "list").lines().filter(line -> line.endsWith("(a bound)")))
                .extracting(line -> line.replaceFirst(" .*", ""))
                .containsExactly("clairvoyant", "relaxed");
    }

    @Test
    void helpShowsTheNewNameOfAnOptionAndTheDeprecatedOneIsRead() {
        List<String> deprecated = new ArrayList<>();
        options(new CommandLine(new WattsplitCommand()), deprecated);
        assertThat(deprecated).isEmpty();
        assertThat(Cli.succeed("search", "--help")).contains("[--network=NAME]");
        for (String option : List.of("--model=vgg16", "--network=vgg16")) {
            assertThat(Cli.run("search", "--data", "synthetic", option).err()).contains("vgg16, given synthetic");
        }
    }

    private static void options(CommandLine command, List<String> deprecated) {
        command.getCommandSpec().options().stream()
                .filter(option -> List.of(option.names()).containsAll(List.of("--model", "--network")))
                .forEach(option -> deprecated.add(command.getCommandSpec().qualifiedName()));
        command.getSubcommands().values().forEach(sub -> options(sub, deprecated));
    }

    @Test
    void whatIsOfADerivedScenarioSaysSoByItself() {
        for (String command : List.of("evaluate", "quickstart")) {
            assertThat(Cli.succeed(command, "--help").replaceAll("\\s+", " "))
                    .contains("Time of a change of the hardware setting where the scenario is derived from the data"
                            + " (default: 0); any other scenario has its own.");
        }
    }

    @Test
    void whatIsValidButMaybeNotMeantIsNoted() throws IOException {
        Path folder = Cli.exampleData(temp.resolve("mine"));
        String validate = Cli.succeed("datasets", "validate", folder.toString());
        assertThat(validate).doesNotContain("note: ");
        Path space = folder.resolve("space.yaml");
        Files.writeString(space, Files.readString(space).replaceFirst("cloud_only: .*", "cloud_only: null"));
        Path table = folder.resolve("measurements.csv");
        Files.writeString(table, Files.readString(table).replaceFirst("(?m)^2,600.*\n", ""));
        assertThat(Cli.succeed("datasets", "validate", folder.toString()))
                .contains("note: cloud_only is null, although split_layer 0 runs all in the cloud")
                .contains("note: the table has 6 of 7 feasible configurations")
                .endsWith("valid" + System.lineSeparator());
        Files.delete(table);
        assertThat(Cli.succeed("datasets", "validate", folder.toString()))
                .contains("note: there is no measurements.csv");
    }

    @Test
    void aFrontOfOneThatIsThatOfTheTableNeedsNoLargerBudget() throws IOException {
        Path folder = Cli.exampleData(temp.resolve("mine"));
        Files.writeString(
                folder.resolve("measurements.csv"),
                "split_layer,cpu_freq_mhz,edge_latency_ms,edge_energy_j\n3,1800,1,1\n2,1800,2,2\n2,600,3,3\n");
        Cli.Result result = Cli.run("search", "--data", folder.toString(), "--budget", "2");
        assertThat(result.err())
                .contains("none of the table is a trade-off against its best one")
                .doesNotContain("a larger budget");
        assertThat(result.out()).contains("(1 point, hypervolume");
    }

    @Test
    void runsThatWereCompleteAreToldAsKeptAndListedByNumber() throws IOException {
        Path data = Cli.exampleData(temp.resolve("device"));
        Path pareto = temp.resolve("pareto.json");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        Path out = temp.resolve("runs");
        String[] words = Cli.evaluation(data.toString(), pareto, "cloud", out, "--seeds", "11");
        assertThat(Cli.succeed(words)).contains("wrote 11 runs of 5 requests each to " + out + System.lineSeparator());
        Files.delete(out.resolve("cloud/seed-3/run.json"));
        assertThat(Cli.succeed(Cli.append(words, "--resume")))
                .contains("wrote 1 run of 5 requests to " + out + ", kept 10 that were complete");
        assertThat(Cli.succeed("runs", "list", out.toString()).lines().skip(1))
                .extracting(line -> line.replaceFirst(" .*", "").replaceFirst(".*seed-", ""))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    @Test
    void whatNeverLeavesTheEdgeLacksNoEnergyOfACloud() throws IOException {
        Path data = Cli.exampleData(temp.resolve("device"));
        Path space = data.resolve("space.yaml");
        Files.writeString(
                space,
                Files.readString(space)
                        .replace("values: [0, 1, 2, 3]", "values: [3]")
                        .replaceFirst(
                                "(?s)constraints:.*",
                                "cloud_only: null\nedge_only: {split_layer: 3, cpu_freq_mhz: 1800}\n"));
        Files.writeString(
                data.resolve("measurements.csv"),
                "split_layer,cpu_freq_mhz,edge_latency_ms,edge_energy_j\n3,600,68.5,0.3\n3,1800,50,0.36\n");
        Path pareto = temp.resolve("pareto.json");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        Path out = temp.resolve("runs");
        Cli.succeed(Cli.evaluation(data.toString(), pareto, "edge,random", out, "--joules-per-miss", "1"));
        assertThat(Cli.succeed("compare", out.toString()))
                .contains("energy is partial, without reconfiguration_energy_j, idle_energy_j")
                .doesNotContain("radio_energy_j", "cloud_cpu_energy_j");
    }

    @Test
    void aUsersOwnSpaceAndTableAreValidatedAndSearchedWithoutJava() throws IOException {
        Path folder = Cli.exampleData(temp.resolve("mine"));
        assertThat(Cli.succeed("datasets", "validate", folder.toString())).contains("valid");
        assertThat(Cli.succeed("search", "--data", folder.toString(), "--strategy", "exhaustive"))
                .contains("front of");
        Path table = folder.resolve("measurements.csv");
        Files.writeString(table, Files.readString(table) + "2,1800,41.0,12.5,abc,0.30,2.1\n");
        Cli.Result result = Cli.run("datasets", "validate", folder.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).containsPattern("measurements\\.csv:\\d+:5: .*given \"abc\"");
    }

    /** An agent that gives up. */
    public static final class Breaks implements AgentProvider {
        @Override
        public String name() {
            return "breaks";
        }

        @Override
        public String description() {
            return "gives up";
        }

        @Override
        public Agent create(AgentContext context) {
            return (observation, mask) -> {
                throw new IllegalStateException("I give up");
            };
        }
    }

    @Test
    void aFaultOfAnAgentSaysHowToGoOn() throws IOException {
        Path pareto = Cli.search(temp);
        Path services = Files.createDirectories(temp.resolve("META-INF/services"));
        Files.writeString(services.resolve(AgentProvider.class.getName()), Breaks.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Cli.Result result;
        try (URLClassLoader more = new URLClassLoader(new URL[] {temp.toUri().toURL()}, before)) {
            thread.setContextClassLoader(more);
            result = Cli.run(Cli.evaluation("synthetic", pareto, "breaks", temp.resolve("runs")));
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("agent breaks, seed 1, request 0", "complete runs are kept (--resume)")
                .contains("The fault is the agent's:", "CommandLineTest")
                .doesNotContain("a fault of Wattsplit itself");
    }

    @Test
    void moreRequestsThanThereAreIsToldAndAllAreRun() throws IOException {
        Path data = Cli.exampleData(temp.resolve("device"));
        Path pareto = temp.resolve("pareto.json");
        Cli.succeed("search", "--data", data.toString(), "--strategy", "exhaustive", "--out", pareto.toString());
        Path out = temp.resolve("runs");
        String[] words = Cli.evaluation(data.toString(), pareto, "cloud", out, "--requests", "9");
        Cli.Result result = Cli.run(words);
        assertThat(result.err()).contains("workload day has 5 requests: all are run");
        assertThat(result.out()).contains("5 requests");
    }

    @Test
    void dataWithoutEnergyIsStartedOnWithAPrice() throws IOException {
        Path data = Cli.exampleData(temp.resolve("device"));
        Path table = data.resolve("measurements.csv");
        Files.write(
                table,
                Files.readAllLines(table).stream()
                        .map(line -> String.join(",", List.of(line.split(",")).subList(0, 5)))
                        .toList());
        Path out = temp.resolve("quick");
        String[] words = {"quickstart", "--data", data.toString(), "--steps", "0", "--out", out.toString()};
        Cli.Result refused = Cli.run(words);
        assertThat(refused.err()).contains("the price of a missed deadline", "(--joules-per-miss)");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(out.resolve("pareto.json")).doesNotExist();
        String told = Cli.succeed(Cli.append(words, "--joules-per-miss", "1", "--change-ms", "2"));
        assertThat(told.lines().filter(line -> line.contains("wattsplit evaluate")))
                .hasSize(2)
                .allMatch(line -> line.contains("--joules-per-miss 1.0 --change-ms 2.0"));
    }

    @Test
    void joinedDatasetsAreOneFolder() {
        String out = temp.resolve("two").toString();
        String[] join = {"datasets", "join", "--data", "exits,slimmable", "--device", "slimmable", "--out", out};
        assertThat(Cli.succeed(join))
                .contains("network: exits slimmable", "4401 rows of 489 configurations", "wrote " + out);
        assertThat(Cli.succeed("datasets", "validate", out)).contains("workload mixed: 10000 requests", "valid");
        assertThat(Cli.run(join).err()).contains("space.yaml already exists");
    }
}
