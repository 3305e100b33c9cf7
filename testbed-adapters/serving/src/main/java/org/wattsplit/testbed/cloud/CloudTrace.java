package org.wattsplit.testbed.cloud;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
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

    /** A day: no request takes longer. */
    private static final double MOST_MILLIS = 86_400_000;

    private static final double MOST_JOULES = 1e6;

    /**
     * The trace in an answer's parameters; none when the server is another that gives none.
     *
     * @throws InputException where one is of another type, no number, negative, or beyond what can be
     */
    static Optional<CloudTrace> in(Map<String, InferParameter> parameters) {
        if (!parameters.keySet().containsAll(Set.of(QUEUE, DECODE, COMPUTE))) {
            return Optional.empty();
        }
        Optional<CpuEnergy.Spent> energy = parameters.keySet().containsAll(Set.of(ENERGY, SOURCE))
                ? Optional.of(new CpuEnergy.Spent(number(parameters, ENERGY, MOST_JOULES), words(parameters, SOURCE)))
                : Optional.empty();
        return Optional.of(new CloudTrace(
                number(parameters, QUEUE, MOST_MILLIS),
                number(parameters, DECODE, MOST_MILLIS),
                number(parameters, COMPUTE, MOST_MILLIS),
                energy));
    }

    private static double number(Map<String, InferParameter> parameters, String name, double most) {
        InferParameter parameter = Objects.requireNonNull(parameters.get(name));
        double value = switch (parameter.getParameterChoiceCase()) {
            case DOUBLE_PARAM -> parameter.getDoubleParam();
            case INT64_PARAM -> parameter.getInt64Param();
            case UINT64_PARAM -> parameter.getUint64Param();
            default -> throw another(name, "a number", parameter);
        };
        if (!(value >= 0 && value <= most)) {
            throw InputException.of("the parameter " + name, "between 0 and " + most, value);
        }
        // Not -0.
        return Math.abs(value);
    }

    private static String words(Map<String, InferParameter> parameters, String name) {
        InferParameter parameter = Objects.requireNonNull(parameters.get(name));
        if (parameter.getParameterChoiceCase() != InferParameter.ParameterChoiceCase.STRING_PARAM) {
            throw another(name, "words", parameter);
        }
        return parameter.getStringParam();
    }

    private static InputException another(String name, String rule, InferParameter parameter) {
        return InputException.of(
                "the parameter " + name,
                rule,
                parameter.getParameterChoiceCase().name().toLowerCase(Locale.ROOT));
    }

    /** The time at the server. */
    double millis() {
        return queueMillis + decodeMillis + computeMillis;
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
