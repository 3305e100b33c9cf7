package org.wattsplit.testbed.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Families, their knobs and their members' shapes. */
final class NetworkFamilyTest {
    @Test
    void everyAssignmentIsAMemberWithANameOfItsOwn() {
        NetworkFamily slimmable = NetworkFamilies.of("slimmable");
        assertThat(slimmable.variants()).hasSize(16).doesNotHaveDuplicates();
        assertThat(slimmable.variants().get(0)).isEqualTo(Map.of("width", "0.25", "channels_sent", "2"));
        assertThat(slimmable.variants()).extracting(slimmable::memberName).doesNotHaveDuplicates();
        assertThat(slimmable.memberName(Map.of("width", "0.5"))).isEqualTo("slimmable-width0_5-channels_sent16");
        assertThat(NetworkFamilies.of("exits").variants()).hasSize(3);
    }

    @Test
    void whatIsNotSetIsLargestAndWhatIsNotThereIsRefusedByName() {
        NetworkFamily exits = NetworkFamilies.of("exits");
        assertThat(exits.completed(Map.of())).isEqualTo(Map.of("exit", "3"));
        assertThatThrownBy(() -> exits.completed(Map.of("exit", "4")))
                .hasMessageContaining("the exit of exits")
                .hasMessageContaining("given 4");
        assertThatThrownBy(() -> exits.completed(Map.of("width", "1"))).hasMessageContaining("a knob of exits");
        assertThatThrownBy(() -> NetworkFamilies.of("exit")).hasMessageContaining("exits");
    }

    @Test
    void aMemberHasTheCutsBeforeItsEnd() {
        NetworkFamily exits = NetworkFamilies.of("exits");
        assertThat(exits.chain(Map.of("exit", "1")).tensor(1)).contains("stage1");
        assertThat(exits.chain(Map.of("exit", "1")).tensor(2)).isEmpty();
        assertThat(exits.chain(Map.of()).tensor(3)).contains("stage3");
        assertThat(exits.lastCut()).isEqualTo(4);
        assertThat(exits.constraints()).hasSize(2);
        assertThat(exits.constraints().get(0).then()).isEqualTo(Map.of("split_layer", List.of("0", "1", "4")));
    }

    @Test
    void partsAreTheLeadingChannels() {
        float[] all = new float[2 * 3 * 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        List<Integer> shape = List.of(2, 3, 2);
        assertThat(Slices.leading(all, shape, 2, 1)).containsExactly(0, 1, 6, 7);
        assertThat(Slices.leading(all, shape, 1)).containsExactly(0, 1, 2, 3, 4, 5);
        Slices.add(all, shape, new float[] {1, 1, 1, 1}, 10, 2, 1);
        assertThat(all).containsExactly(10, 11, 2, 3, 4, 5, 16, 17, 8, 9, 10, 11);
        assertThatThrownBy(() -> Slices.leading(all, shape, 3, 1)).hasMessageContaining("between 1 and 2, given 3");
        assertThatThrownBy(() -> Slices.add(all, shape, new float[3], 1, 2, 1)).hasMessageContaining("given 3");
    }
}
