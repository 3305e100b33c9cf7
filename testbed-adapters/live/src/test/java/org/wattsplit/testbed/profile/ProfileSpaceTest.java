package org.wattsplit.testbed.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

class ProfileSpaceTest {
    private final ConfigurationSpace space = ProfileSpace.of(
            "net",
            List.of(0, 2, 5),
            List.of(new Knob("cpu_share", Knob.Kind.NUMERIC, List.of("0.5", "1"), true)),
            List.of("float32", "int8"));

    @Test
    void theCodecIsNoChoiceWhereNothingCrosses() {
        assertThat(space.size()).isEqualTo(2 * 2 * 2 + 2);
        assertThat(space.stream().filter(one -> one.value(Knob.SPLIT_LAYER).equals("5")))
                .allMatch(one -> one.value(ProfileSpace.CODEC).equals("float32"));
    }

    @Test
    void theAnchorsTakeTheLargestShareAndTheFirstCodec() {
        assertThat(space.cloudOnly().orElseThrow()).hasToString("split_layer=0 cpu_share=1 codec=float32");
        assertThat(space.edgeOnly().orElseThrow()).hasToString("split_layer=5 cpu_share=1 codec=float32");
    }

    @Test
    void aSpaceNeedsTwoCuts() {
        assertThatThrownBy(() -> ProfileSpace.of("net", List.of(0), List.of(), List.of("float32")))
                .hasMessageContaining("the cuts of net")
                .hasMessageContaining("[0]");
    }

    @Test
    void everyRoundVisitsEverythingWithTheConfigurationsOfACutTogether() {
        List<Configuration> order = ProfileOrder.of(space, 3, new SplittableRandom(1));

        int size = (int) space.size();
        assertThat(order).hasSize(3 * size);
        for (int round = 0; round < 3; round++) {
            List<Configuration> visits = order.subList(round * size, (round + 1) * size);
            assertThat(new HashSet<>(visits)).hasSize(size);
            long changes = 1;
            for (int i = 1; i < size; i++) {
                changes += visits.get(i)
                                .value(Knob.SPLIT_LAYER)
                                .equals(visits.get(i - 1).value(Knob.SPLIT_LAYER))
                        ? 0
                        : 1;
            }
            assertThat(changes).isEqualTo(3);
        }
        assertThat(order.subList(0, size)).isNotEqualTo(order.subList(size, 2 * size));
    }

    @Test
    void theOrderFollowsFromTheSeed() {
        assertThat(ProfileOrder.of(space, 2, new SplittableRandom(7)))
                .isEqualTo(ProfileOrder.of(space, 2, new SplittableRandom(7)))
                .isNotEqualTo(ProfileOrder.of(space, 2, new SplittableRandom(8)));
    }
}
