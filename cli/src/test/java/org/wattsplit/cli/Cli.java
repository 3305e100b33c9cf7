package org.wattsplit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

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
}
