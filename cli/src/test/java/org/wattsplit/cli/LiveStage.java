package org.wattsplit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.study.job.Host;
import org.wattsplit.testbed.cloud.CloudServer;
import org.wattsplit.testbed.cloud.CloudServerOptions;
import org.wattsplit.testbed.cloud.HostedModel;
import org.wattsplit.testbed.cloud.ModelRepository;
import org.wattsplit.testbed.cloud.ModelledCpuEnergy;
import org.wattsplit.testbed.cloud.SplitTails;
import org.wattsplit.testbed.cloud.TensorMetadata;
import org.wattsplit.testbed.link.LinkProxy;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * All that a live testbed runs on, real but for the hardware: a narrow MobileNetV2, an endpoint behind a link, a folder like
 * cpufreq's, a meter that speaks SCPI, and a made-up table of measurements. The home folder of Java is one of its own.
 */
final class LiveStage implements AutoCloseable {
    static final String MODEL = "mobilenetv2";
    /** Of every request by the clock; the edge alone takes a tenth of it or less. */
    static final double DEADLINE_MILLIS = 250;
    /** Of requests that have time, however slow the machine is. */
    private static final double PATIENT_MILLIS = 60_000;

    private static final int QUICK_METER_MILLIS = 5;

    private static final String HOME = "user.home";

    final ScpiStandIn meter = new ScpiStandIn();
    /** Requests that reached a tail at the cloud, those of warming up among them. */
    final AtomicInteger inferred = new AtomicInteger();

    private final Path temp;
    private final String home = System.getProperty(HOME);
    private final Path network;
    private CloudServer server;
    private final LinkProxy link;

    private LiveStage(Path temp, double deadlineMillis, double probeMillis, int meterMillis) throws IOException {
        this.temp = temp;
        System.setProperty(HOME, temp.resolve("home").toString());
        network = temp.resolve("network.onnx");
        Zoo.model(MODEL, 0.35, 64).write(network, 1);
        int last;
        try (OnnxSplitModel model = open()) {
            last = model.cuts().size() - 1;
        }
        server = serve();
        link = LinkProxy.to(address(), LinkShape.NONE, LinkShape.NONE);
        CpufreqTree.make(policy(), "600000 1800000", "<unsupported>");
        DatasetFolder.write(data(), LiveData.of(MODEL, last, deadlineMillis), Host.producer());
        Files.writeString(data().resolve(DatasetFolder.SCENARIO), """
                format: "scenario"
                version: 1
                scenario:
                  id: "Faults-v1"
                  description: "made up"
                  testbed: "replay"
                  testbed_options: {}
                  transition: {millis: 1.0, joules: 0.0}
                  weights: {joules_per_miss: 0.5}
                  arrivals: null
                  dynamics: null
                """);
        Files.writeString(config(), """
                format: testbed
                version: 1
                network: {name: %s, source: %s, width: 1.0, pixels: 224, seed: 1}
                device:
                  ssh: null
                  knobs:
                    - {kind: cpufreq, root: %s, policies: [], mode: userspace}
                idle_seconds: 0
                meter: {kind: scpi, host: 127.0.0.1, port: %d, setup: [], query: "P?", covers: nothing, resolution_w: 0.001,
                  period_ms: %d}
                cloud: {address: "127.0.0.1:%d", authority: null, certificate: null, key: null, token_file: null,
                  plain_text: true, idle_w: 20.0, core_w: 10.0}
                guard: {failures_percent: 50.0, calls: 4, least_calls: 2, probe_millis: 200.0, probe_deadline_millis: %s,
                  concurrent: 4}
                """.formatted(
                        MODEL, network, temp.resolve("cpufreq"), meter.port(), meterMillis, link.port(), probeMillis));
        Cli.succeed("search", "--data", data().toString(), "--strategy", "exhaustive", "--out", pareto().toString());
    }

    /** One for runs by the clock. */
    static LiveStage byTheClock(Path temp) throws IOException {
        return new LiveStage(temp, DEADLINE_MILLIS, 250, 10);
    }

    /**
     * One for runs that have time; a probe has less than what a link takes that is late by 300 ms each way. A request waits for
     * two readings of the meter, which are soon there and may be missed by a machine with other work: see {@link #steadyMeter}.
     */
    static LiveStage patient(Path temp) throws IOException {
        return new LiveStage(temp, PATIENT_MILLIS, 500, QUICK_METER_MILLIS);
    }

    /** Reads the meter of a patient stage so seldom that no reading is missed on a machine with other work. */
    void steadyMeter() throws IOException {
        String text = Files.readString(config());
        Files.writeString(config(), text.replace("period_ms: " + QUICK_METER_MILLIS + "}", "period_ms: 20}"));
    }

    private OnnxSplitModel open() {
        return OnnxSplitModel.open(network, MODEL, temp.resolve("halves"), OnnxOptions.DEFAULT);
    }

    Path data() {
        return temp.resolve("data");
    }

    Path config() {
        return temp.resolve("testbed.yaml");
    }

    Path pareto() {
        return temp.resolve("pareto.json");
    }

    private CloudServer serve() {
        return CloudServer.start(
                CloudServerOptions.loopback(0).withEnergy(new ModelledCpuEnergy(20, 10)),
                counting(SplitTails.of(this::open)));
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    private ModelRepository counting(ModelRepository tails) {
        return new ModelRepository() {
            @Override
            public Set<String> names() {
                return tails.names();
            }

            @Override
            public HostedModel open(String name) {
                return counting(tails.open(name));
            }
        };
    }

    private HostedModel counting(HostedModel model) {
        return new HostedModel() {
            @Override
            public String name() {
                return model.name();
            }

            @Override
            public List<TensorMetadata> inputs() {
                return model.inputs();
            }

            @Override
            public List<TensorMetadata> outputs() {
                return model.outputs();
            }

            @Override
            public List<Tensor> infer(List<Tensor> inputs) {
                inferred.incrementAndGet();
                return model.infer(inputs);
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }

    /** The link to the cloud. */
    LinkProxy link() {
        return link;
    }

    /** Ends the cloud: connections break, and new ones are refused. */
    void killCloud() {
        link.cut();
        server.close();
    }

    /** Starts another cloud where the first was. */
    void restartCloud() {
        server = serve();
        link.target(address());
        link.restore();
    }

    Path policy() {
        return temp.resolve("cpufreq").resolve("policy0");
    }

    String governor() {
        try {
            return Files.readString(policy().resolve("scaling_governor")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of the command that runs an agent on a workload. */
    String[] evaluate(Path out, String agent, String workload, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "evaluate",
                "--data",
                data().toString(),
                "--pareto",
                pareto().toString(),
                "--testbed",
                "live",
                "--config",
                config().toString(),
                "--agents",
                agent,
                "--action-set",
                "full",
                "--workload",
                workload,
                "--out",
                out.toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /** Starts that command in this process. */
    static CompletableFuture<Cli.Result> start(String... words) {
        return start(LiveStage.class.getClassLoader(), words);
    }

    /** Starts it where providers are found by a class loader. */
    static CompletableFuture<Cli.Result> start(ClassLoader loader, String... words) {
        CompletableFuture<Cli.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(Cli.run(words));
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "evaluate");
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static String format(String pattern, @Nullable Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    @Override
    public void close() {
        link.close();
        server.close();
        meter.close();
        System.setProperty(HOME, home);
    }
}
