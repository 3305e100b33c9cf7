package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.cli.command.WattsplitCommand;
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
                "search --data synthetic --stratgy random | Unknown options",
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
                .contains("the configuration of agent edge to be in its action set")
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
}
