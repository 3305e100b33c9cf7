package org.wattsplit.framework.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClosestTest {
    private static final List<String> KNOWN =
            List.of("cpu_freq_mhz", "edge_latency_ms", "edge_energy_j", "edge", "cloud", "radio_energy_j");

    @ParameterizedTest
    @CsvSource({
        "cpu_freq, cpu_freq_mhz",
        "CPU, cpu_freq_mhz",
        "cp,",
        "cluod, cloud",
        "edge_, edge",
        "edge_latency_ms_mean, edge_latency_ms",
        "cloud_gpu_energy_j,",
        "radio, radio_energy_j",
        "toaster,",
    })
    void aNameIsNearlyAnotherByEditsOrByItsBeginning(String name, @Nullable String meant) {
        assertThat(Closest.of(name, KNOWN).orElse(null)).isEqualTo(meant);
    }

    @Test
    void whatSeveralBeginWithIsNoneOfThem() {
        assertThat(Closest.of("edge", List.of("edge_latency_ms", "edge_energy_j")))
                .isEmpty();
    }

    @Test
    void anEmptyValueIsNothing() {
        assertThat(InputException.of("an agent", "a name", ""))
                .hasMessage("Expected an agent to be a name, given nothing");
        assertThat(InputException.unknown("an agent", "", List.of("edge")).getMessage())
                .endsWith("given nothing");
    }
}
