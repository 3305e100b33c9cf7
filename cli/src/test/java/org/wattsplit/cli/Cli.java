package org.wattsplit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands in this process. */
final class Cli {
    private Cli() {}

    /** What a command said and how it ended. */
    record Result(int status, String out, String err) {}

    static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Result(status, out.toString(), err.toString());
    }

    /** Runs a command that must succeed, and returns what it printed. */
    static String succeed(String... args) {
        Result result = run(args);
        if (result.status() != 0) {
            throw new AssertionError(List.of(args) + " ended with " + result.status() + ": " + result.err());
        }
        return result.out();
    }

    /** The file of a network that takes little time, made in a folder. */
    static Path narrowNetwork(Path folder) {
        Path file = folder.resolve("narrow.onnx");
        succeed("networks", "build", "mobilenetv2", "--width", "0.1", "--pixels", "32", "--out", file.toString());
        return file;
    }

    /** Words with more behind them. */
    static String[] append(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /** Searches the data {@code synthetic}, and returns the file of its Pareto set in a folder. */
    static Path search(Path folder, String... more) {
        Path pareto = folder.resolve("pareto.json");
        succeed(append(new String[] {"search", "--data", "synthetic", "--out", pareto.toString()}, more));
        return pareto;
    }

    /** The words of an evaluation of agents. */
    static String[] evaluation(String data, Path pareto, String agents, Path out, String... more) {
        return append(
                new String[] {
                    "evaluate",
                    "--data",
                    data,
                    "--pareto",
                    pareto.toString(),
                    "--agents",
                    agents,
                    "--out",
                    out.toString()
                },
                more);
    }

    /** A copy, in a folder that is made for it, of the dataset that the documentation has as its example. */
    static Path exampleData(Path folder) throws IOException {
        Files.createDirectory(folder);
        try (Stream<Path> files = Files.list(Path.of("../docs/examples/my-device"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }
}
