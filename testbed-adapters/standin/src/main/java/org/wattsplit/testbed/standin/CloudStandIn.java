package org.wattsplit.testbed.standin;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.cloud.IdentityModel;
import org.wattsplit.testbed.link.LinkProxy;
import org.wattsplit.testbed.link.LinkShape;

/**
 * The cloud's endpoint in a container on this machine, behind a shaped link. It is paused, killed, started again and cut
 * off as a test wants it; its endpoint stays the same through all of that. The image is the one that
 * {@code wattsplit cloud image} makes; none is pulled.
 *
 * <pre>{@code
 * try (CloudStandIn cloud = CloudStandIn.builder("wattsplit-cloud:0.1.0")
 *                 .withModel("mobilenetv2", Path.of("mobilenetv2.onnx"))
 *                 .withCpuShare(0.5)
 *                 .withLink(new LinkShape(20, 15), new LinkShape(80, 15))
 *                 .start();
 *         CloudClient client =
 *                 CloudClient.of(CloudClientOptions.of(cloud.host(), cloud.port(), CloudSecurity.LOOPBACK))) {
 *     assertThat(client.ready("mobilenetv2.tail.3")).isTrue();
 *     cloud.kill();
 *     assertThatThrownBy(client::live).isInstanceOf(TestbedException.class);
 *     cloud.restart();
 *     assertThat(client.live()).isTrue();
 * }
 * }</pre>
 *
 * <p>A share of a processor stands in for a slower machine's throughput, not for its clock: work takes turns with waits of
 * some milliseconds. The container's file system is read-only, and its own health check is off, as that would take time
 * from what is measured. Needs Testcontainers on the class path, which this module has as an optional dependency. Methods
 * that change the container are for one thread at a time.
 */
public final class CloudStandIn implements AutoCloseable {
    private static final int PORT = 8001;
    private static final String LOOPBACK = "127.0.0.1";
    /** The engine's usual period of 100 ms would let a short computation pass at full speed. */
    private static final long PERIOD_MICROS = 10_000;

    private static final double LEAST_SHARE = 0.1;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Endpoint container;
    private final LinkProxy link;

    private CloudStandIn(Endpoint container, LinkProxy link) {
        this.container = container;
        this.link = link;
    }

    /** A stand-in of an image, with the model {@code identity} unless others are named. */
    public static Builder builder(String image) {
        return new Builder(image);
    }

    /** What a stand-in is made of. */
    public static final class Builder {
        private final String image;
        private final Map<String, Path> models = new LinkedHashMap<>();
        private double cpuShare = Double.POSITIVE_INFINITY;
        private int memoryMebibytes = 1024;
        private LinkShape upward = LinkShape.NONE;
        private LinkShape downward = LinkShape.NONE;

        private Builder(String image) {
            this.image = Check.notBlank("the image", image);
        }

        /**
         * Hosts a network, each tail of it as a model: {@code NAME.tail.CUT}. The container reads the file itself.
         *
         * @throws InputException for a file that not everybody may read, as the container's user is another
         */
        public Builder withModel(String name, Path onnx) {
            if (!isReadableByAll(onnx)) {
                throw InputException.of("the file of model " + name, "one that everybody may read", onnx);
            }
            models.put(Check.notBlank("the name of a model", name), onnx);
            return this;
        }

        private static boolean isReadableByAll(Path file) {
            try {
                return Files.isRegularFile(file)
                        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
            } catch (IOException e) {
                return false;
            } catch (UnsupportedOperationException e) {
                // A system without such permissions.
                return Files.isReadable(file);
            }
        }

        /** How many processors it has; at least 0.1, and all of the machine's unless this is said. */
        public Builder withCpuShare(double processors) {
            cpuShare = requireShare(processors);
            return this;
        }

        /** How much memory it has; at least 128 MiB, and 1024 unless this is said. */
        public Builder withMemory(int mebibytes) {
            memoryMebibytes = Check.that(mebibytes >= 128, "memory_mib", "at least 128", mebibytes);
            return this;
        }

        /** The link to it, from the client to the cloud and back; no limit and no delay unless this is said. */
        public Builder withLink(LinkShape up, LinkShape down) {
            upward = up;
            downward = down;
            return this;
        }

        /**
         * Starts it, and returns when it takes requests.
         *
         * @throws TestbedException when it does not start, with what it said
         */
        public CloudStandIn start() {
            Endpoint container = new Endpoint(this);
            try {
                container.start();
                return new CloudStandIn(container, LinkProxy.to(container.awaitReady(), upward, downward));
            } catch (ContainerLaunchException | DockerException e) {
                container.stop();
                throw new TestbedException(
                        "cloud", false, "the container of " + image + " did not start: " + reason(e));
            } catch (RuntimeException e) {
                container.stop();
                throw e;
            }
        }

        private static String reason(Throwable thrown) {
            Throwable last = thrown;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            return String.valueOf(last.getMessage());
        }

        private List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("--plain-text", "--model", IdentityModel.NAME));
            models.keySet().forEach(name -> arguments.addAll(List.of("--model", name + "=" + path(name))));
            return arguments;
        }

        private static String path(String model) {
            return "/models/" + model + ".onnx";
        }

        private void configure(HostConfig host) {
            // Plain text is for this machine: the port is not opened to others.
            host.withPortBindings(new PortBinding(Ports.Binding.bindIp(LOOPBACK), ExposedPort.tcp(PORT)))
                    .withBinds(models.entrySet().stream()
                            .map(model -> new Bind(
                                    model.getValue().toAbsolutePath().toString(),
                                    new Volume(path(model.getKey())),
                                    AccessMode.ro))
                            .toList())
                    .withReadonlyRootfs(true)
                    .withCapDrop(Capability.ALL)
                    .withSecurityOpts(List.of("no-new-privileges"))
                    .withPidsLimit(512L)
                    .withMemory((long) memoryMebibytes << 20)
                    .withMemorySwap((long) memoryMebibytes << 20);
            if (Double.isFinite(cpuShare)) {
                host.withCpuPeriod(PERIOD_MICROS).withCpuQuota(quota(cpuShare));
            }
        }
    }

    private static double requireShare(double processors) {
        return Check.that(
                processors >= LEAST_SHARE && processors <= 1024, "cpu_share", "between 0.1 and 1024", processors);
    }

    private static long quota(double processors) {
        return Math.round(processors * PERIOD_MICROS);
    }

    /** Where a client connects to: the link's near end, on loopback. */
    public String host() {
        return LOOPBACK;
    }

    /** The port there; it stays. */
    public int port() {
        return link.port();
    }

    /** The container's id, for what the engine can do beyond this. */
    public String containerId() {
        return container.getContainerId();
    }

    /** What it has printed. */
    public String output() {
        return container.getLogs();
    }

    /** Changes the link from now on, from the client to the cloud and back. */
    public void link(LinkShape upward, LinkShape downward) {
        link.set(upward, downward);
    }

    /** Changes how many processors it has, at least 0.1. */
    public void cpuShare(double processors) {
        engine().updateContainerCmd(containerId())
                .withCpuPeriod(PERIOD_MICROS)
                .withCpuQuota(quota(requireShare(processors)))
                .exec();
    }

    /** Breaks all connections and lets none in until {@link #restore}; the container goes on. */
    public void cut() {
        link.cut();
    }

    /** Ends a {@link #cut}. */
    public void restore() {
        link.restore();
    }

    /** Freezes all its threads until {@link #unpause}; connections stay. */
    public void pause() {
        engine().pauseContainerCmd(containerId()).exec();
    }

    /** Ends a {@link #pause}. */
    public void unpause() {
        engine().unpauseContainerCmd(containerId()).exec();
    }

    /** Ends its process at once, as SIGKILL does. */
    public void kill() {
        engine().killContainerCmd(containerId()).withSignal("KILL").exec();
        // The engine returns before the process is gone.
        container.awaitStopped();
    }

    /** Starts it again after {@link #kill}, with the same models, and returns when it takes requests. */
    public void restart() {
        engine().startContainerCmd(containerId()).exec();
        link.target(container.awaitReady());
    }

    /** Removes the container and closes the endpoint; a second call does nothing. */
    @Override
    public void close() {
        try {
            link.close();
        } finally {
            container.stop();
        }
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    /** The container, whose readiness is none of Testcontainers' business: its checks need a shell inside. */
    private static final class Endpoint extends GenericContainer<Endpoint> {
        Endpoint(Builder builder) {
            super(DockerImageName.parse(builder.image));
            withImagePullPolicy(name -> false);
            withExposedPorts(PORT);
            withCommand(builder.arguments().toArray(String[]::new));
            withCreateContainerCmdModifier(
                    create -> builder.configure(create.withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
                            .getHostConfig()));
            waitingFor(new AbstractWaitStrategy() {
                @Override
                protected void waitUntilReady() {}
            });
        }

        boolean running() {
            return Boolean.TRUE.equals(inspect().getState().getRunning());
        }

        void awaitStopped() {
            long end = System.nanoTime() + START.toNanos();
            while (running()) {
                pauseUntil(end, "did not end");
            }
        }

        /** Waits until it takes requests, and returns where; each start gets another port of this machine. */
        InetSocketAddress awaitReady() {
            long end = System.nanoTime() + START.toNanos();
            while (true) {
                // Asked each time: just after a start the engine may still name the port of the last one.
                Optional<InetSocketAddress> address = address();
                // Straight to the container: a slow link is no reason to wait longer.
                if (address.isPresent() && serves(address.orElseThrow().getPort())) {
                    return address.orElseThrow();
                }
                if (!running()) {
                    throw new TestbedException("cloud", false, "the container ended: " + getLogs());
                }
                pauseUntil(end, "is not ready");
            }
        }

        /** A client each time: one that was refused waits longer and longer before it connects again. */
        private static boolean serves(int port) {
            CloudClientOptions options = CloudClientOptions.of(LOOPBACK, port, CloudSecurity.LOOPBACK)
                    .withDeadline(Duration.ofSeconds(1));
            try (CloudClient client = CloudClient.of(options)) {
                return client.serves();
            } catch (TestbedException e) {
                return false;
            }
        }

        private Optional<InetSocketAddress> address() {
            Ports.Binding @Nullable [] bindings =
                    inspect().getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(PORT));
            return bindings == null || bindings.length == 0
                    ? Optional.empty()
                    : Optional.of(new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(bindings[0].getHostPortSpec())));
        }

        private void pauseUntil(long endNanos, String what) {
            if (System.nanoTime() > endNanos) {
                throw new TestbedException(
                        "cloud", true, "the container " + what + " after " + START.toSeconds() + " s: " + getLogs());
            }
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TestbedException("cloud", true, "interrupted while the container " + what);
            }
        }

        private InspectContainerResponse inspect() {
            return engine().inspectContainerCmd(getContainerId()).exec();
        }
    }
}
