package org.wattsplit.testbed.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.testbed.cloud.Address;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudProcess;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.Devices;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.RemoteTails;
import org.wattsplit.testbed.guard.GuardedTails;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Makes live testbeds. Option {@code config} is the file. Nothing is opened before a session is.
 */
public final class LiveProvider implements TestbedProvider {
    /** Its name. */
    public static final String NAME = "live";

    /** The option of its file. */
    public static final String CONFIG = "config";

    private static final Duration LOADING = Duration.ofSeconds(60);
    /** Halves that stay loaded on the edge: those of every cut that a scheduler may choose among. */
    private static final int HALVES = 64;

    private final boolean putBackAtExit;

    /** Testbeds whose hardware is put back also when this process is told to end while they are open. */
    public LiveProvider() {
        this(true);
    }

    /** The same, or without that, where somebody else closes the testbeds then. */
    public LiveProvider(boolean putBackAtExit) {
        this.putBackAtExit = putBackAtExit;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "executes requests on hardware: device, network, cloud and meter of a testbed.yaml";
    }

    @Override
    public boolean watched() {
        return false;
    }

    @Override
    public Set<String> options() {
        return Set.of(CONFIG);
    }

    @Override
    public Capabilities describe(TestbedContext context) {
        return testbeds(context).describe();
    }

    @Override
    public Testbed open(TestbedContext context, long seed) {
        return testbeds(context).open(seed);
    }

    private TestbedFactory testbeds(TestbedContext context) {
        if (!context.dynamics().equals(Dynamics.NONE)) {
            throw InputException.of(
                    "the dynamics of a scenario on testbed live", "none: hardware has its own", context.dynamics());
        }
        String config = context.options().get(CONFIG);
        if (config == null) {
            throw InputException.of("testbed live", "with its file, option config", "none")
                    .maybe("name its testbed.yaml");
        }
        Dataset dataset = context.dataset();
        return testbeds(
                Path.of(config),
                dataset.model(),
                dataset.space(),
                dataset.table(),
                context.initialSetting(),
                context.registry());
    }

    /**
     * The testbeds of a file.
     *
     * @param config the file
     * @param network the network that it must be of
     * @param space the configurations
     * @param table measurements by which the cloud's and the edge's times are judged at first; null where there are none
     * @param initialSetting the number of the hardware setting that a session starts at
     * @param registry where meters, hardware knobs and codecs are looked up
     */
    public TestbedFactory testbeds(
            Path config,
            String network,
            ConfigurationSpace space,
            @Nullable MeasurementTable table,
            int initialSetting,
            Registry registry) {
        LiveFile file = LiveFile.read(config, registry);
        if (!file.network().name().equals(network)) {
            throw InputException.of(
                    "the network of " + config,
                    network + ", that of the data",
                    file.network().name());
        }
        file.requireOwnHeads(config, space.knobs());
        return TestbedFactory.of(
                LiveTestbed.describe(space, file.idleSeconds()),
                seed -> LiveTestbed.open(
                        space,
                        table,
                        initialSetting,
                        file.idleSeconds(),
                        () -> open(file, Codecs.of(registry), putBackAtExit)));
    }

    private static LiveParts open(LiveFile file, Codecs codecs, boolean putBackAtExit) {
        Network network = file.network().network();
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            CloudProcess process = null;
            if (file.cloud().address().equals(LiveFile.CloudSpec.LOOPBACK)) {
                process = start(file.cloud(), network);
                opened.add(process);
            }
            SplitModel model = network.open(HALVES);
            opened.add(model);
            CloudClient client = process == null
                    ? client(file.cloud(), file.cloud().address(), file.cloud().authority())
                    : client(file.cloud(), process.host() + ":" + process.port(), process.authority());
            GuardedTails tails = GuardedTails.of(RemoteTails.of(client, model), file.guard(), client::readyWithin);
            opened.add(tails);
            EnergyRecorder meter = EnergyRecorder.start(file.meter().open(System::nanoTime), System::nanoTime);
            // Before the meter, so that they are said after its last reading.
            opened.add(() -> meter.notes().forEach(System.err::println));
            opened.add(meter);
            EdgeDevice device = Devices.open(file.device(), NetworkFiles.deviceState(), System.err::println);
            if (putBackAtExit) {
                // Before the device, so that it is closed after it.
                opened.add(closedAtExit(device));
            }
            opened.add(device);
            Tensor input = Tensor.drawn(
                    model.inputShape(),
                    new SplittableRandom(RandomStreams.of(file.network().seed()).seed("input")));
            return new LiveParts(model, tails, device, input, meter, codecs, opened);
        } catch (RuntimeException | Error e) {
            try {
                LiveParts.close(opened);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Has a device closed when the process is told to end, until what is returned is closed. */
    public static AutoCloseable closedAtExit(EdgeDevice device) {
        Thread hook = new Thread(
                () -> {
                    try {
                        device.close();
                        System.err.println(
                                "interrupted: the device is put back as it was found; what was cut off can be resumed");
                    } catch (TestbedException e) {
                        System.err.println("interrupted: " + e.getMessage() + "; what was cut off can be resumed");
                    }
                },
                "device-put-back");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook at work.
            }
        };
    }

    private static CloudProcess start(LiveFile.CloudSpec cloud, Network network) {
        List<String> words = List.of(
                "--model",
                network.toString(),
                "--idle-w",
                String.valueOf(cloud.idleW()),
                "--core-w",
                String.valueOf(cloud.coreW()),
                "--max-models",
                "256");
        return cloud.plainText() ? CloudProcess.start(words) : CloudProcess.startSecured(words);
    }

    /** A client of a server beyond this process, as a file names it. */
    public static CloudClient client(LiveFile.CloudSpec cloud, String address, @Nullable Path authority) {
        Address where = Address.parse("the cloud's address", address);
        @Nullable Path token = cloud.tokenFile();
        CloudSecurity security = new CloudSecurity(
                !cloud.plainText(),
                cloud.certificate(),
                cloud.key(),
                cloud.plainText() ? null : authority,
                token == null ? null : BearerToken.fromFile(token),
                cloud.plainText());
        // One call for each request: a second one would come too late, and the guard would not see the first fail.
        return CloudClient.of(CloudClientOptions.of(where.host(), where.port(), security)
                .withDeadline(LOADING)
                .withoutRetry());
    }
}
