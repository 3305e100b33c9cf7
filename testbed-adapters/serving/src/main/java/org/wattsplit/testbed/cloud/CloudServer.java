package org.wattsplit.testbed.cloud;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;

/**
 * Hosts models behind the Open Inference Protocol (gRPC), beside the standard health service. Requests of one model run one
 * at a time, those of different models beside each other. Thread-safe; several may run in one process.
 */
public final class CloudServer implements AutoCloseable {
    /** Threads that are left for calls that compute nothing when all others compute. */
    private static final int SPARE_THREADS = 8;

    private static final Duration AFTER_DRAIN = Duration.ofSeconds(2);

    private final CloudServerOptions options;
    private final ModelCache cache;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timers;
    private final HealthStatusManager health = new HealthStatusManager();
    private final AtomicBoolean serving = new AtomicBoolean();
    private final Server server;
    private final @Nullable HTTPServer metrics;

    private CloudServer(CloudServerOptions options, ModelRepository repository) {
        InetSocketAddress address = SecuredGrpc.listening(options.host(), options.port(), options.security());
        this.options = options;
        cache = new ModelCache(repository, options.limits().loadedModels());
        int threads = options.limits().concurrentRequests() + SPARE_THREADS;
        workers = workers(threads);
        timers = new ScheduledThreadPoolExecutor(1, daemons("cloud-timer"));
        timers.setRemoveOnCancelPolicy(true);
        PrometheusRegistry registry = new PrometheusRegistry();
        InferenceService service = new InferenceService(
                repository, cache, options, new CloudMetrics(registry, cache::size), timers, serving::get);
        try {
            server = builder(address, service).build().start();
        } catch (IOException e) {
            workers.shutdown();
            timers.shutdown();
            throw new TestbedException("cloud", false, "cannot listen on " + address + ": " + SecuredGrpc.reason(e));
        } catch (InputException e) {
            workers.shutdown();
            timers.shutdown();
            throw e;
        }
        try {
            metrics = metrics(registry);
        } catch (TestbedException e) {
            server.shutdownNow();
            workers.shutdown();
            timers.shutdown();
            throw e;
        }
        serving.set(true);
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        health.setStatus(GRPCInferenceServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    }

    /**
     * Starts a server; it serves when this returns.
     *
     * @throws InputException for options that are not safe or files that cannot be used
     * @throws TestbedException when an address cannot be listened on
     */
    public static CloudServer start(CloudServerOptions options, ModelRepository repository) {
        return new CloudServer(options, repository);
    }

    private static ThreadPoolExecutor workers(int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("cloud-worker"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private NettyServerBuilder builder(InetSocketAddress address, InferenceService service) {
        CloudLimits limits = options.limits();
        return SecuredGrpc.server(address, options.security())
                .executor(workers)
                .addService(health.getHealthService())
                .addService(service.definition())
                .maxInboundMessageSize(limits.messageBytes())
                .maxInboundMetadataSize(limits.headerBytes())
                .maxConcurrentCallsPerConnection(limits.callsPerConnection())
                .maxConnectionIdle(limits.idle().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(limits.leastPing().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(1, TimeUnit.MINUTES)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .maxRstFramesPerWindow(200, 10)
                .flowControlWindow(InferMethod.WINDOW_BYTES)
                .intercept(new TimeHeader(InstantSource.system()));
    }

    private @Nullable HTTPServer metrics(PrometheusRegistry registry) {
        @Nullable Integer port = options.metricsPort();
        if (port == null) {
            return null;
        }
        try {
            return HTTPServer.builder()
                    .inetAddress(SecuredGrpc.resolve(options.metricsHost()))
                    .port(port)
                    .registry(registry)
                    .buildAndStart();
        } catch (IOException e) {
            throw new TestbedException(
                    "cloud",
                    false,
                    "cannot listen on " + options.metricsHost() + ":" + port + ": " + SecuredGrpc.reason(e));
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The port of its metrics; none when it has none. */
    public OptionalInt metricsPort() {
        return metrics == null ? OptionalInt.empty() : OptionalInt.of(metrics.getPort());
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        server.awaitTermination();
    }

    /**
     * Stops: takes no further requests, lets those under way end within the time to drain, breaks off the others, and closes
     * all models. A second call does nothing.
     */
    @Override
    public void close() {
        if (!serving.getAndSet(false)) {
            return;
        }
        health.enterTerminalState();
        stop(options.limits().drain());
    }

    private void stop(Duration drain) {
        server.shutdown();
        try {
            if (!server.awaitTermination(drain.toNanos(), TimeUnit.NANOSECONDS)) {
                server.shutdownNow();
                server.awaitTermination(AFTER_DRAIN.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        workers.shutdown();
        timers.shutdownNow();
        cache.close();
        if (metrics != null) {
            metrics.stop();
        }
    }
}
