package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.dynasplit.MeasuredData;

/** Runs what the docs show, in a folder like a fresh clone, compares what is printed, and holds the README to the docs. */
final class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```(console|java)\\n(.*?)```", Pattern.DOTALL);

    /** What a terminal shows as a bar, which leaves nothing, and what a library says of itself. */
    private static final Pattern PROGRESS = Pattern.compile("(?m)^(?:\\w+: \\d+ of \\d+ after \\d+ s.*|SLF4J.*)\\R");

    /** Pages whose console blocks are run, with what goes to standard error. */
    private static final Set<String> CHECKED = Set.of(
            "docs/agents.md",
            "docs/datasets.md",
            "docs/quickstart.md",
            "docs/reproduction.md",
            "docs/search.md",
            "docs/testbeds.md");

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

    /** In one clone, as the agent of one's own runs on what quickstart has written. */
    @Test
    void quickstartAndTheAgentOfOnesOwnPrintWhatTheyShow() throws IOException {
        assertThat(check("docs/quickstart.md", false)).containsExactly("./wattsplit quickstart");
        assertThat(check("docs/agents.md", false)).hasSizeGreaterThan(1);
    }

    @Test
    void docsShowTheRealResultOnTheMeasuredData() throws IOException {
        Files.createSymbolicLink(temp.resolve("SPLINTER"), MeasuredData.folder().toAbsolutePath());
        assertThat(check("docs/reproduction.md", true)).anyMatch(command -> command.contains("reproduce dynasplit"));
        assertThat(check("docs/testbeds.md", true)).anyMatch(command -> command.contains("testbeds fit"));
    }

    @Test
    void docsPrintWhatTheyShow() throws IOException {
        assertThat(check("docs/datasets.md", false)).isNotEmpty();
        assertThat(check("docs/search.md", false)).anyMatch(command -> command.contains("suggest"));
    }

    @Test
    void noConsoleBlockStandsOnAPageThatIsNotChecked() throws IOException {
        List<String> unchecked = new ArrayList<>();
        for (String page : pages()) {
            if (!CHECKED.contains(page) && read(page).contains("```console")) {
                unchecked.add(page);
            }
        }
        assertThat(unchecked).isEmpty();
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(read("README.md").lines()).hasSizeLessThan(150);
    }

    @Test
    void theReadmesTableHasTheFiguresOfQuickstart() throws IOException {
        Map<String, List<String>> printed = new TreeMap<>();
        read("docs/quickstart.md")
                .lines()
                .dropWhile(line -> !line.matches("agent +cost J .*"))
                .skip(1)
                .takeWhile(line -> line.contains("["))
                .forEach(line -> printed.put(
                        line.replaceFirst("[: ].*", ""),
                        Stream.of(line.replaceFirst("^\\S+( \\(bound\\))?", "")
                                        .replaceAll("\\[.*?]", "")
                                        .strip()
                                        .split(" +"))
                                .limit(3)
                                .toList()));
        Map<String, List<String>> shown = new TreeMap<>();
        for (String line : read("README.md").lines().toList()) {
            List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
            if (cells.size() == 5 && cells.get(4).matches("[0-9.]+")) {
                Pattern.compile("`(.+?)`")
                        .matcher(cells.get(1))
                        .results()
                        .forEach(name -> shown.put(name.group(1), cells.subList(2, 5)));
            }
        }
        assertThat(shown).isNotEmpty().isEqualTo(printed);
    }

    @Test
    void theReadmesFindingIsThatOfTheReproduction() throws IOException {
        double[] published = charged("dynasplit");
        double[] held = charged("fixed-setting");
        assertThat(read("README.md").replaceAll("\\s+", " "))
                .contains(String.format(
                        Locale.ROOT,
                        "misses %.1f %% of its deadlines; one hardware setting with a moving cut misses %.1f %%, at %.0f %% less",
                        published[0],
                        held[0],
                        100 * (1 - held[1] / published[1])));
    }

    /** Missed deadlines in percent and mean energy in J of an agent, where reconfiguration is charged. */
    private static double[] charged(String agent) throws IOException {
        String row = read("docs/reproduction.md")
                .lines()
                .dropWhile(line -> !line.startsWith("R1, reconfiguration charged"))
                .filter(line -> line.startsWith(agent + " "))
                .findFirst()
                .orElseThrow();
        return Stream.of(row.split(" {2,}"))
                .skip(1)
                .limit(2)
                .mapToDouble(cell -> Double.parseDouble(cell.replaceFirst(" .*", "")))
                .toArray();
    }

    @Test
    void theReadmesProgramCompiles() throws IOException {
        Matcher program = Pattern.compile("<!-- program -->\n```java\n(.*?)```\n<!-- /program -->", Pattern.DOTALL)
                .matcher(read("README.md"));
        assertThat(program.find()).isTrue();
        String source = program.group(1);
        assertThat(source.lines()).hasSizeLessThanOrEqualTo(20);
        Matcher name = Pattern.compile("^(?:public |final )*(?:class|record) (\\w+)", Pattern.MULTILINE)
                .matcher(source);
        if (name.find()) {
            compile(temp.resolve(name.group(1) + ".java"), source);
        } else {
            Map<Boolean, List<String>> lines =
                    source.lines().collect(Collectors.partitioningBy(line -> line.startsWith("import ")));
            String statements = String.join("\n", lines.getOrDefault(false, List.of()));
            compile(
                    temp.resolve("Program.java"),
                    String.join("\n", lines.getOrDefault(true, List.of()))
                            + "\nfinal class Program {\n    public static void main(String[] args) throws Exception {\n"
                            + statements + "\n    }\n}\n");
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String page : pages()) {
            Matcher links = Pattern.compile("(?:]\\(|src=\")([^)\"\\s]+)").matcher(read(page));
            while (links.find()) {
                String link = links.group(1);
                if (!link.startsWith("http") && !leads(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(String page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target =
                parts[0].isEmpty() ? ROOT.resolve(page) : ROOT.resolve(page).resolveSibling(parts[0]);
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || Files.readString(target)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(DocumentationTest::anchor)
                        .anyMatch(parts[1]::equals);
    }

    /** The name that GitHub gives a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-');
    }

    /** README and all pages that people read, relative to the repository. */
    private static List<String> pages() throws IOException {
        List<String> pages =
                new ArrayList<>(List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.map(page -> "docs/" + page.getFileName())
                    .filter(page -> page.endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private static String read(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    @Test
    void theExampleOfTheStandInIsATestsOwnText() throws IOException {
        Matcher block = BLOCK.matcher(read("docs/split-inference.md"));
        assertThat(block.find()).isTrue();
        String test = Files.readString(ROOT.resolve(
                "testbed-adapters/standin/src/test/java/org/wattsplit/testbed/standin/CloudOutageIT.java"));
        assertThat(test.replaceAll("\\s+", " ")).contains(block.group(2).strip().replaceAll("\\s+", " "));
    }

    @Test
    void theLearnerOfItsPageIsTheExamplesOwnText() throws IOException {
        Path examples = ROOT.resolve("examples/src");
        String text = Files.readString(examples.resolve("main/java/org/wattsplit/examples/OwnLearner.java"))
                + Files.readString(examples.resolve("test/java/org/wattsplit/examples/ExamplesTest.java"));
        Matcher blocks = BLOCK.matcher(read("docs/learners.md"));
        int count = 0;
        while (blocks.find()) {
            assertThat(text.replaceAll("\\s+", " "))
                    .contains(blocks.group(2).strip().replaceAll("\\s+", " "));
            count++;
        }
        assertThat(count).isPositive();
    }

    /** Runs the console blocks of a page that need the measured data, or those that do not. */
    private List<String> check(String page, boolean measured) throws IOException {
        assertThat(CHECKED).contains(page);
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(read(page));
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
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE).redirectErrorStream(true);
        try {
            Process process = CommandProcess.start(builder);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(arguments + out).isZero();
            return PROGRESS.matcher(out).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts an agent where docs/agents.md says: compiled, with its provider listed. */
    private void compileAgent(String source) throws IOException {
        assertThat(source.lines().filter(line -> !line.isBlank() && !line.startsWith("import")))
                .hasSizeLessThanOrEqualTo(30);
        Matcher name = Pattern.compile("public final class (\\w+)").matcher(source);
        assertThat(name.find()).isTrue();
        Path folder = Files.createDirectories(clone.resolve("my-agent/META-INF/services"));
        Files.writeString(folder.resolve("org.wattsplit.framework.agent.AgentProvider"), name.group(1) + "\n");
        compile(clone.resolve("my-agent").resolve(name.group(1) + ".java"), source);
    }

    private static void compile(Path file, String source) throws IOException {
        Files.writeString(file, source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), file.toString());
        assertThat(status).isZero();
    }
}
