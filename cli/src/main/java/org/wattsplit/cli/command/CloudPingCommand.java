package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.TensorMetadata;
import org.wattsplit.testbed.cloud.bench.Ping;
import org.wattsplit.testbed.cloud.bench.PingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloud ping}. */
@Command(
        name = "ping",
        description =
                "Ask a server of the Open Inference Protocol, ours or another, what it is, and how long an answer takes.",
        footer = {
            "",
            "With --model, tensors of ones are sent that have the shapes of the model's inputs; where a shape says any size,",
            "it is 1. Parts of the time are the server's own words; other servers give none.",
            "Fails with status 1 where the server or the model is not there, not ready or does not answer.",
            "",
            "Examples:",
            "  wattsplit cloud ping --cloud 127.0.0.1:8001",
            "  wattsplit cloud ping --cloud 127.0.0.1:8001 --model identity --repeats 100 --json ping.json",
            "  wattsplit cloud ping --cloud cloud.example:8001 --ca ca.pem --token-file token --model mobilenetv2.tail.17"
        })
final class CloudPingCommand extends JsonCommand {
    @Option(names = "--cloud", required = true, paramLabel = "HOST:PORT", description = "The server.")
    private String cloud = "";

    @Option(names = "--model", paramLabel = "NAME", description = "A model to ask for and to run.")
    private @Nullable String model;

    @Option(names = "--repeats", paramLabel = "N", description = "Requests after the first one (default 20).")
    private int repeats = 20;

    @Mixin
    private CloudOptions options = new CloudOptions();

    @Override
    public Integer call() {
        Ping.Plan plan = new Ping.Plan(model, repeats);
        PingResult result;
        try (CloudClient client = options.client(cloud)) {
            result = Ping.run(plan, client);
        }
        print(result);
        writeJson(result);
        return result.well() ? 0 : 1;
    }

    private void print(PingResult result) {
        PrintWriter out = out();
        out.printf(
                "%s: %s %s, %s, %s%n",
                cloud,
                result.server().name(),
                result.server().version(),
                result.live() ? "live" : "not live",
                result.ready() ? "ready" : "not ready");
        if (result.modelReady() != null) {
            out.printf("model %s: %s%n", model, result.modelReady() ? "ready" : "not ready");
        }
        if (result.model() != null) {
            out.println("  platform " + result.model().platform());
            out.println("  takes " + words(result.model().inputs()));
            out.println("  gives " + words(result.model().outputs()));
        }
        PingResult.Run run = result.run();
        if (run != null) {
            print(out, run);
        }
    }

    private static void print(PrintWriter out, PingResult.Run run) {
        run.outputs()
                .forEach(each ->
                        out.printf(Locale.ROOT, "  gave %s %s, sum %.6g%n", each.name(), each.shape(), each.sum()));
        out.printf(
                Locale.ROOT,
                "%d requests of %,d bytes, answers of %,d: median %.3f ms, 95 of 100 within %.3f ms%n",
                run.repeats(),
                run.bytesSent(),
                run.bytesReceived(),
                run.roundTrip().medianMs(),
                run.roundTrip().p95Ms());
        PingResult.Parts parts = run.parts();
        if (parts == null) {
            out.println("the server does not say where its time went");
            return;
        }
        out.print(new TextTable("part, median ms", "queue", "decode", "compute", "rest")
                .row(
                        "",
                        three(parts.queueMs()),
                        three(parts.decodeMs()),
                        three(parts.computeMs()),
                        three(parts.restMs())));
    }

    private static String three(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis);
    }

    private static String words(List<TensorMetadata> tensors) {
        return tensors.isEmpty()
                ? "not said"
                : tensors.stream()
                        .map(each -> each.name() + " " + each.datatype() + " " + each.shape())
                        .collect(Collectors.joining(", "));
    }
}
