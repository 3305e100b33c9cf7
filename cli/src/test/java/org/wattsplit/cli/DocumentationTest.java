package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what README and docs show, in a folder like a fresh clone, and compares what is printed. */
final class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```(console|java)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path temp;

    private Path clone = Path.of("");

    @BeforeEach
    void copyExamples() throws IOException {
        clone = Files.createDirectory(temp.resolve("wattsplit"));
        Path examples = ROOT.resolve("docs/examples");
        try (Stream<Path> paths = Files.walk(examples)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path copy = clone.resolve("docs/examples").resolve(examples.relativize(path));
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    @Test
    void readmePrintsWhatItShows() throws IOException {
        List<String> commands = check(ROOT.resolve("README.md"), false);
        assertThat(commands).contains("./wattsplit quickstart").hasSizeGreaterThan(1);
    }

    @Test
    void readmeShowsTheRealResultOnTheMeasuredData() throws IOException {
        Files.createSymbolicLink(temp.resolve("SPLINTER"), Cli.measuredData().toAbsolutePath());
        List<String> commands = check(ROOT.resolve("README.md"), true);
        assertThat(commands).anyMatch(command -> command.contains("reproduce dynasplit"));
        assertThat(check(ROOT.resolve("docs/testbeds.md"), true)).anyMatch(command -> command.contains("testbeds fit"));
    }

    @Test
    void docsPrintWhatTheyShow() throws IOException {
        assertThat(check(ROOT.resolve("docs/datasets.md"), false)).isNotEmpty();
    }

    @Test
    void theExampleOfTheStandInIsATestsOwnText() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/split-inference.md")));
        assertThat(block.find()).isTrue();
        String test = Files.readString(ROOT.resolve(
                "testbed-adapters/standin/src/test/java/org/wattsplit/testbed/standin/CloudOutageIT.java"));
        assertThat(test.replaceAll("\\s+", " ")).contains(block.group(2).strip().replaceAll("\\s+", " "));
    }

    /** Runs the console blocks of a page that need the measured data, or those that do not. */
    private List<String> check(Path page, boolean measured) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
            String block = blocks.group(2);
            if (blocks.group(1).equals("java")) {
                compileAgent(block);
            } else if (block.contains("SPLINTER") == measured) {
                commands.addAll(checkBlock(block));
            }
        }
        return commands;
    }

    private List<String> checkBlock(String block) {
        List<String> commands = new ArrayList<>();
        StringBuilder actual = new StringBuilder();
        for (String line : block.lines().toList()) {
            if (line.startsWith("$ ./wattsplit ") || line.startsWith("$ WATTSPLIT_CLASSPATH=")) {
                commands.add(line.substring(2));
                actual.append(line).append('\n').append(run(line.replaceFirst("^.*?\\./wattsplit ", "")));
            } else if (line.startsWith("$ ")) {
                // Compiling is done by this test; the line is for people.
                actual.append(line).append('\n');
            }
        }
        assertThat(comparable(actual.toString())).isEqualTo(comparable(block));
        return commands;
    }

    /**
     * What is printed but for what was learned: another processor adds floats up in another order, and learning makes
     * more of that. Such lines must be there, whatever their numbers; they widen the columns of the tables they stand in.
     */
    private static String comparable(String printed) {
        StringBuilder text = new StringBuilder();
        for (String line : printed.strip().lines().toList()) {
            boolean learned = line.contains("ppo:policy=") || line.startsWith("seed ");
            // When a learner reached another agent's cost, if it did, is learned too.
            String plain = line.strip().replaceAll(" +", " ").replaceAll("(?<= J there;).*", "");
            text.append(learned && !line.startsWith(">") ? plain.replaceAll("[-0-9.]+", "#") : plain)
                    .append('\n');
        }
        return text.toString();
    }

    private String run(String arguments) {
        ProcessBuilder builder = CommandProcess.builder(clone, ":" + clone.resolve("my-agent"), arguments.split(" "));
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = CommandProcess.start(builder);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(arguments).isZero();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts an agent where the README says: compiled, with its provider listed. */
    private void compileAgent(String source) throws IOException {
        assertThat(source.lines().filter(line -> !line.isBlank() && !line.startsWith("import")))
                .hasSizeLessThanOrEqualTo(30);
        Matcher name = Pattern.compile("public final class (\\w+)").matcher(source);
        assertThat(name.find()).isTrue();
        Path folder = Files.createDirectories(clone.resolve("my-agent/META-INF/services"));
        Files.writeString(folder.resolve("org.wattsplit.framework.agent.AgentProvider"), name.group(1) + "\n");
        Path file = Files.writeString(clone.resolve("my-agent").resolve(name.group(1) + ".java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), file.toString());
        assertThat(status).isZero();
    }
}
