package org.wattsplit.testbed.cloud;

import io.grpc.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/** The figures that Prometheus may read of a server. Thread-safe. */
final class CloudMetrics {
    /** Label of requests that name no model of the server, so that clients cannot make up labels. */
    static final String NO_MODEL = "none";

    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final Counter requests;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Histogram queue;
    private final Histogram decode;
    private final Histogram compute;

    CloudMetrics(PrometheusRegistry registry, IntSupplier loadedModels) {
        requests = Counter.builder()
                .name("wattsplit_cloud_requests_total")
                .help("Inference requests by model and gRPC status.")
                .labelNames("model", "status")
                .register(registry);
        bytesIn = counter(registry, "wattsplit_cloud_request_bytes_total", "Bytes of inference requests.");
        bytesOut = counter(registry, "wattsplit_cloud_response_bytes_total", "Bytes of answers to them.");
        queue = histogram(registry, "wattsplit_cloud_queue_seconds", "Wait of a request for its model.");
        decode = histogram(registry, "wattsplit_cloud_decode_seconds", "Reading of a request's tensors.");
        compute = histogram(registry, "wattsplit_cloud_compute_seconds", "Run of the model.");
        GaugeWithCallback.builder()
                .name("wattsplit_cloud_loaded_models")
                .help("Models in memory.")
                .callback(callback -> callback.call(loadedModels.getAsInt()))
                .register(registry);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).labelNames("model").register(registry);
    }

    private static Histogram histogram(PrometheusRegistry registry, String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames("model")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
    }

    void ended(String model, Status status) {
        requests.labelValues(model, status.getCode().name()).inc();
    }

    void received(String model, long bytes) {
        bytesIn.labelValues(model).inc(bytes);
    }

    void answered(String model, long bytes, CloudTrace trace) {
        bytesOut.labelValues(model).inc(bytes);
        queue.labelValues(model).observe(trace.queueMillis() / 1e3);
        decode.labelValues(model).observe(trace.decodeMillis() / 1e3);
        compute.labelValues(model).observe(trace.computeMillis() / 1e3);
    }
}
