package org.wattsplit.testbed.cloud;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.protocol.InferParameter;

/**
 * Where a request's time at the server went, as the answer's parameters {@code queue_ms}, {@code decode_ms},
 * {@code compute_ms}, {@code cpu_energy_j} and {@code energy_source} say. The time of the transfer is in none of these.
 *
 * @param queueMillis wait for the model: to be loaded, and for requests before this one
 * @param decodeMillis reading of the message and decoding of its tensors
 * @param computeMillis run of the model
 * @param energy what the processor spent on the run; none when nothing says
 */
public record CloudTrace(
        double queueMillis, double decodeMillis, double computeMillis, Optional<CpuEnergy.Spent> energy) {
    static final String QUEUE = "queue_ms";
    static final String DECODE = "decode_ms";
    static final String COMPUTE = "compute_ms";
    static final String ENERGY = "cpu_energy_j";
    static final String SOURCE = "energy_source";

    /** The trace in an answer's parameters; none when the server is another that gives none. */
    static Optional<CloudTrace> in(Map<String, InferParameter> parameters) {
        @Nullable InferParameter queue = parameters.get(QUEUE);
        @Nullable InferParameter decode = parameters.get(DECODE);
        @Nullable InferParameter compute = parameters.get(COMPUTE);
        if (queue == null || decode == null || compute == null) {
            return Optional.empty();
        }
        @Nullable InferParameter joules = parameters.get(ENERGY);
        @Nullable InferParameter source = parameters.get(SOURCE);
        Optional<CpuEnergy.Spent> energy = joules == null || source == null
                ? Optional.empty()
                : Optional.of(new CpuEnergy.Spent(joules.getDoubleParam(), source.getStringParam()));
        return Optional.of(
                new CloudTrace(queue.getDoubleParam(), decode.getDoubleParam(), compute.getDoubleParam(), energy));
    }

    /** As parameters. */
    Map<String, InferParameter> parameters() {
        Map<String, InferParameter> parameters = new LinkedHashMap<>();
        parameters.put(QUEUE, number(queueMillis));
        parameters.put(DECODE, number(decodeMillis));
        parameters.put(COMPUTE, number(computeMillis));
        energy.ifPresent(spent -> {
            parameters.put(ENERGY, number(spent.joules()));
            parameters.put(
                    SOURCE,
                    InferParameter.newBuilder().setStringParam(spent.source()).build());
        });
        return parameters;
    }

    private static InferParameter number(double value) {
        return InferParameter.newBuilder().setDoubleParam(value).build();
    }
}
