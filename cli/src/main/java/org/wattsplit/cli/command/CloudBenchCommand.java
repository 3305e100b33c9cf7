package org.wattsplit.cli.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.study.job.Host;
import org.wattsplit.study.job.Progress;
import org.wattsplit.testbed.cloud.bench.CloudBench;
import org.wattsplit.testbed.cloud.bench.CloudBench.LoadPlan;
import org.wattsplit.testbed.cloud.bench.CloudBench.TransferPlan;
import org.wattsplit.testbed.cloud.bench.LoadBench;
import org.wattsplit.testbed.cloud.bench.Memory;
import org.wattsplit.testbed.cloud.bench.TransferBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cloud bench}. */
@Command(
        name = "bench",
        description =
                "Measure the endpoint's transfer on this machine, against plain TCP; or load it with many clients.",
        footer = {
            "",
            "The endpoint runs in a process of its own with the options of Java that this one has, and a model that computes",
            "nothing. Plain TCP sends the same bytes to that process, which reads them into one buffer and answers one byte.",
            "With --clients each of them has a connection of its own. Of twenty requests one has 6.4 MB, four have 803 kB,",
            "five 66 kB and ten 1 kB; every answer is checked. Fails with status 1 where one is wrong or missing.",
            "",
            "Examples:",
            "  wattsplit cloud bench",
            "  wattsplit cloud bench --megabytes 0.8 --repeats 1000 --json transfer.json",
            "  WATTSPLIT_JAVA_OPTS=-Xmx512m wattsplit cloud bench --clients 50 --requests 10000"
        })
final class CloudBenchCommand extends JsonCommand {
    @Option(
            names = "--megabytes",
            paramLabel = "X",
            description = "The large tensor's size in 10^6 bytes (default 6.422528: 1x512x56x56 floats).")
    private double megabytes = CloudBench.MEGABYTES;

    @Option(names = "--repeats", paramLabel = "N", description = "Transfers of each kind (default 300).")
    private int repeats = 300;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Seconds of transfers before those that count (default 4).")
    private double warmUp = 4;

    @Option(names = "--clients", paramLabel = "N", description = "Load the endpoint with so many clients instead.")
    private @Nullable Integer clients;

    @Option(names = "--requests", paramLabel = "N", description = "Requests of all clients together (default 10000).")
    private int requests = 10_000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the sizes' order (default 1).")
    private long seed = 1;

    /** Times as JSON. */
    record Transfer(Producer producer, TransferBench.Result transfer) {}

    /** The load as JSON. */
    record Load(Producer producer, LoadBench.Result load, Memory endpointMemory, Memory clientsMemory) {}

    @Override
    public Integer call() throws InterruptedException {
        TransferPlan transfers = new TransferPlan(megabytes, repeats, warmUp);
        return clients == null ? transfer(transfers) : load(new LoadPlan(clients, requests, seed));
    }

    private int transfer(TransferPlan plan) {
        TransferBench.Result result = CloudBench.transfer(plan);
        Producer producer = Host.producer();
        TextTable table = new TextTable("transfer", "bytes", "median ms", "p95 ms");
        row(table, "to the endpoint", result.tensorBytes(), result.endpoint());
        row(table, "plain TCP", result.tensorBytes(), result.plain());
        row(table, "small, alone", result.smallBytes(), result.small());
        row(table, "small, right after a large one", result.smallBytes(), result.smallBetween());
        out().print(table);
        out().printf(
                        Locale.ROOT,
                        "endpoint / plain TCP: %.2f, medians of %d each, on %s%n",
                        result.ratio(),
                        result.samples(),
                        producer.cpu());
        writeJson(new Transfer(producer, result));
        return 0;
    }

    private static void row(TextTable table, String name, int bytes, TransferBench.Times times) {
        table.row(
                name,
                String.format(Locale.ROOT, "%,d", bytes),
                String.format(Locale.ROOT, "%.3f", times.medianMs()),
                String.format(Locale.ROOT, "%.3f", times.p95Ms()));
    }

    private int load(LoadPlan plan) throws InterruptedException {
        CloudBench.Load loaded;
        try (Progress progress = context().display().begin("requests", requests)) {
            loaded = CloudBench.load(plan, progress::reached);
        }
        LoadBench.Result result = loaded.load();
        Producer producer = Host.producer();
        out().printf(
                        Locale.ROOT,
                        "%,d requests of %d clients in %.1f s: %d errors, %.0f requests/s, %.0f MB/s, on %s%n",
                        result.requests(),
                        result.clients(),
                        result.seconds(),
                        result.errors(),
                        result.requestsPerSecond(),
                        result.megabytesPerSecond(),
                        producer.cpu());
        result.kinds().forEach((message, times) -> out().println("  " + times + " times: " + message));
        TextTable table = new TextTable("memory, MiB", "heap seen", "of", "direct seen", "of", "process's peak");
        row(table, "endpoint", loaded.endpointMemory());
        row(table, "clients", loaded.clientsMemory());
        out().print(table);
        writeJson(new Load(producer, result, loaded.endpointMemory(), loaded.clientsMemory()));
        return result.errors() == 0 ? 0 : 1;
    }

    private static void row(TextTable table, String name, Memory memory) {
        table.row(
                name,
                String.valueOf(memory.seenHeapMb()),
                String.valueOf(memory.mostHeapMb()),
                String.valueOf(memory.seenDirectMb()),
                String.valueOf(memory.mostDirectMb()),
                memory.peakResidentMb() == null ? "-" : String.valueOf(memory.peakResidentMb()));
    }
}
