package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.protocol.InferParameter;

/** What a server may say of its time and energy, whatever it sends. */
final class CloudTraceTest {
    private static final List<String> NAMES = List.of(
            CloudTrace.QUEUE, CloudTrace.DECODE, CloudTrace.COMPUTE, CloudTrace.ENERGY, CloudTrace.SOURCE, "other");

    private static InferParameter number(double value) {
        return InferParameter.newBuilder().setDoubleParam(value).build();
    }

    private static InferParameter words(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }

    private static Map<String, InferParameter> sound() {
        Map<String, InferParameter> parameters = new HashMap<>();
        parameters.put(CloudTrace.QUEUE, number(1));
        parameters.put(CloudTrace.DECODE, number(0));
        parameters.put(
                CloudTrace.COMPUTE,
                InferParameter.newBuilder().setInt64Param(20).build());
        parameters.put(CloudTrace.ENERGY, number(0.5));
        parameters.put(CloudTrace.SOURCE, words("measured: RAPL"));
        return parameters;
    }

    @Test
    void wholeNumbersAreNumbers() {
        CloudTrace trace = CloudTrace.in(sound()).orElseThrow();
        assertThat(trace.computeMillis()).isEqualTo(20);
        assertThat(trace.energy().orElseThrow().joules()).isEqualTo(0.5);
    }

    @Test
    void anEnergyInWordsIsRefusedAndNotZero() {
        Map<String, InferParameter> parameters = sound();
        parameters.put(CloudTrace.ENERGY, words("0.5"));
        assertThatThrownBy(() -> CloudTrace.in(parameters))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cpu_energy_j")
                .hasMessageContaining("a number");
    }

    @Test
    void timesAreCheckedAsEnergiesAre() {
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e12}) {
            Map<String, InferParameter> parameters = sound();
            parameters.put(CloudTrace.QUEUE, number(wrong));
            assertThatThrownBy(() -> CloudTrace.in(parameters))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("queue_ms");
        }
    }

    private static InferParameter any(SplittableRandom random) {
        double[] numbers = {
            0, -0.0, 1e-300, 3, -3, 1e9, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
        };
        return switch (random.nextInt(6)) {
            case 0 -> number(numbers[random.nextInt(numbers.length)]);
            case 1 ->
                InferParameter.newBuilder().setInt64Param(random.nextLong()).build();
            case 2 ->
                InferParameter.newBuilder().setUint64Param(random.nextLong()).build();
            case 3 ->
                InferParameter.newBuilder().setBoolParam(random.nextBoolean()).build();
            case 4 -> words(List.of("", " ", "0.5", "measured", "NaN").get(random.nextInt(5)));
            default -> InferParameter.getDefaultInstance();
        };
    }

    @Test
    void whateverIsSentIsAbsentOrSoundOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            Map<String, InferParameter> parameters = sound();
            for (int change = random.nextInt(3); change >= 0; change--) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                if (random.nextInt(4) == 0) {
                    parameters.remove(name);
                } else {
                    parameters.put(name, any(random));
                }
            }
            try {
                Optional<CloudTrace> trace = CloudTrace.in(parameters);
                trace.ifPresent(said -> {
                    assertThat(said.millis()).isBetween(0.0, 3 * 86_400_000.0);
                    said.energy().ifPresent(spent -> assertThat(spent.joules()).isBetween(0.0, 1e6));
                });
                read++;
            } catch (IllegalArgumentException | InputException e) {
                assertThat(e).hasMessageContaining("Expected");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
        assertThat(read).isGreaterThan(1_000);
    }
}
