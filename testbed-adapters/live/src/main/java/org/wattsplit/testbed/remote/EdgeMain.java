package org.wattsplit.testbed.remote;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.wattsplit.framework.check.Printable;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.testbed.cloud.SecurityFiles;
import org.wattsplit.testbed.cloud.SmallProgram;
import org.wattsplit.testbed.cloud.Words;
import org.wattsplit.testbed.cloud.Words.Option;

/**
 * The program of an edge device's folder: the edge server. Its options are those of {@code wattsplit edge serve}, as plain
 * words, but for the data: the space is a file of its own, and the network is the one that the device's file names.
 */
public final class EdgeMain {
    private static final String NAME = "edge-serve";

    private static final List<Option> OPTIONS = List.of(
            new Option("--config", "FILE", "This device's network, knobs, meter and cloud: a testbed.yaml."),
            new Option("--space", "FILE", "The configurations, as controllers know them: a space.yaml."),
            new Option("--host", "ADDRESS", "Where to listen (default 127.0.0.1)."),
            new Option("--port", "N", "The port (default 8002; 0 for any that is free)."),
            new Option("--tls-cert", "PEM", "This device's certificate chain."),
            new Option("--tls-key", "PEM", "Its private key, PKCS #8."),
            new Option(
                    "--client-ca", "PEM", "Take only controllers with a certificate of this authority (mutual TLS)."),
            new Option("--token-file", "FILE", "Take only controllers with the bearer token in this file."),
            Option.flag("--plain-text", "Allow plain text beyond this machine."),
            Words.HELP);

    private EdgeMain() {}

    /** Runs the program and leaves the process with its exit status: 0 done, 1 failed, 2 bad input. */
    public static void main(String[] args) {
        PrintWriter out = Printable.to(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        PrintWriter err = Printable.to(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(run(out, err, args));
    }

    /** Runs the program and returns its exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return SmallProgram.run(NAME, err, () -> serve(out, List.of(args)));
    }

    private static int serve(PrintWriter out, List<String> args) throws InterruptedException {
        Words words = Words.read(OPTIONS, args);
        if (words.has(Words.HELP.name())) {
            Words.printUsage(out, NAME + " --config testbed.yaml --space space.yaml …", OPTIONS);
            return SmallProgram.DONE;
        }
        EdgeServePlan plan = EdgeServePlan.ofFiles(
                        Path.of(words.required("--config")), Path.of(words.required("--space")), Registry.installed())
                .withAddress(
                        words.text("--host").orElse(EdgeServePlan.HOST),
                        words.integer("--port").orElse(EdgeServePlan.PORT))
                .withSecurity(new SecurityFiles(
                        words.path("--tls-cert").orElse(null),
                        words.path("--tls-key").orElse(null),
                        words.path("--client-ca").orElse(null),
                        words.path("--token-file").orElse(null),
                        null,
                        words.has("--plain-text")));
        EdgeServeJob.run(plan, Registry.installed(), line -> {
            out.println(line);
            out.flush();
        });
        return SmallProgram.DONE;
    }
}
