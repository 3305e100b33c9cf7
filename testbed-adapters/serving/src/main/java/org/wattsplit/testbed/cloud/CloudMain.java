package org.wattsplit.testbed.cloud;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.Printable;
import org.wattsplit.testbed.cloud.Words.Option;

/**
 * The program of the cloud's image and of {@link CloudProcess}: serves models, or asks an endpoint whether it serves. Its
 * options are those of {@code wattsplit cloud serve} and {@code wattsplit cloud health}, as plain words.
 */
public final class CloudMain {
    private static final String NAME = "cloud";
    private static final String SERVE = "serve";
    private static final String HEALTH = "health";

    private static final List<Option> SERVING = List.of(
            new Option("--model", "identity|NAME=SOURCE", "A model; may be repeated. Every tail of a network is one."),
            new Option("--host", "ADDRESS", "Where to listen (default 127.0.0.1)."),
            new Option("--port", "N", "The port (default 8001; 0 for any that is free)."),
            new Option("--tls-cert", "PEM", "The server's certificate chain."),
            new Option("--tls-key", "PEM", "Its private key, PKCS #8."),
            new Option("--client-ca", "PEM", "Take only clients with a certificate of this authority (mutual TLS)."),
            new Option("--token-file", "FILE", "Take only requests with the bearer token in this file."),
            new Option("--token-env", "NAME", "Take only requests with the token in this environment variable."),
            Option.flag("--plain-text", "Allow plain text beyond this machine."),
            new Option("--metrics-port", "N", "Offer Prometheus metrics on this port of 127.0.0.1 (0 for any)."),
            new Option("--max-message-mb", "N", "Most MiB of a request (default 64)."),
            new Option("--max-tensors", "N", "Most tensors of a request (default 16)."),
            new Option("--max-elements", "N", "Most elements of a request (default 2^24)."),
            new Option("--max-requests", "N", "Most requests at a time; further ones are refused (default 64)."),
            new Option("--max-models", "N", "Most models in memory (default 4)."),
            new Option("--max-seconds", "S", "Most seconds of a request (default 30)."),
            new Option("--drain", "S", "Seconds that requests under way have when the server stops (default 10)."),
            new Option("--idle-w", "W", "With --core-w, answers say the processor's energy: watts while one computes,"),
            new Option("--core-w", "W", "and watts of every busy core beyond that."),
            Option.flag("--until-input-ends", "Stop when standard input is closed."),
            Words.HELP);

    private static final List<Option> ASKING = List.of(
            new Option("--cloud", "HOST:PORT", "The endpoint."),
            new Option("--ca", "PEM", "Use TLS, and believe certificates of this authority."),
            new Option("--seconds", "S", "Most seconds to wait (default 5)."),
            Words.HELP);

    private CloudMain() {}

    /** Runs the program and leaves the process with its exit status: 0 done, 1 failed, 2 bad input. */
    public static void main(String[] args) {
        PrintWriter out = Printable.to(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        PrintWriter err = Printable.to(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(run(out, err, args));
    }

    /**
     * Runs the program and returns its exit status.
     *
     * @param args {@code health} or {@code serve}, which may be left out, and its options
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        boolean health = !words.isEmpty() && words.get(0).equals(HEALTH);
        if (health || (!words.isEmpty() && words.get(0).equals(SERVE))) {
            words.remove(0);
        }
        return SmallProgram.run(NAME, err, () -> health ? health(out, words) : serve(out, words));
    }

    private static int serve(PrintWriter out, List<String> args) throws InterruptedException {
        Words words = Words.read(SERVING, args);
        if (words.has(Words.HELP.name())) {
            Words.printUsage(out, NAME + " [serve] --model … [--host ADDRESS] [--port N] …", SERVING);
            return SmallProgram.DONE;
        }
        CloudServeJob.run(plan(words), line -> {
            out.println(line);
            out.flush();
        });
        return SmallProgram.DONE;
    }

    private static CloudServePlan plan(Words words) {
        return CloudServePlan.of(words.all("--model"))
                .withAddress(
                        words.text("--host").orElse(CloudServePlan.HOST),
                        words.integer("--port").orElse(CloudServePlan.PORT))
                .withSecurity(new SecurityFiles(
                        words.path("--tls-cert").orElse(null),
                        words.path("--tls-key").orElse(null),
                        words.path("--client-ca").orElse(null),
                        words.path("--token-file").orElse(null),
                        words.text("--token-env").orElse(null),
                        words.has("--plain-text")))
                .withLimits(limits(words))
                .withPower(CloudServePlan.Power.ofBoth(
                        words.number("--idle-w").orElse(null),
                        words.number("--core-w").orElse(null)))
                .withMetrics(words.integer("--metrics-port").orElse(null))
                .withUntilInputEnds(words.has("--until-input-ends"));
    }

    private static CloudServeLimits limits(Words words) {
        CloudServeLimits usual = CloudServeLimits.DEFAULT;
        return new CloudServeLimits(
                words.integer("--max-message-mb").orElse(usual.messageMebibytes()),
                words.integer("--max-tensors").orElse(usual.tensors()),
                words.large("--max-elements").orElse(usual.elements()),
                words.integer("--max-requests").orElse(usual.requests()),
                words.integer("--max-models").orElse(usual.models()),
                words.number("--max-seconds").orElse(usual.seconds()),
                words.number("--drain").orElse(usual.drainSeconds()));
    }

    private static int health(PrintWriter out, List<String> args) {
        Words words = Words.read(ASKING, args);
        if (words.has(Words.HELP.name())) {
            Words.printUsage(out, NAME + " health --cloud HOST:PORT …", ASKING);
            return SmallProgram.DONE;
        }
        String cloud = words.required("--cloud");
        boolean serves = CloudHealth.of(cloud)
                .withAuthority(words.path("--ca").orElse(null))
                .withSeconds(words.number("--seconds").orElse(CloudHealth.SECONDS))
                .serves();
        out.println(cloud + (serves ? " serves" : " does not serve"));
        return serves ? SmallProgram.DONE : SmallProgram.FAILED;
    }
}
