package org.wattsplit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Runs commands in this process, and finds the measured data. */
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

    /** The folder of the published measurements; the test is skipped, and says so, where there is none. */
    static Path measuredData() {
        Optional<Path> folder = Optional.ofNullable(System.getenv("WATTSPLIT_SPLINTER"))
                .map(Path::of)
                .filter(Files::isDirectory);
        if (folder.isEmpty()) {
            System.out.println("skipped: set WATTSPLIT_SPLINTER to the folder of the published DynaSplit data");
        }
        Assumptions.assumeTrue(folder.isPresent(), "WATTSPLIT_SPLINTER names no folder");
        return folder.orElseThrow();
    }
}
