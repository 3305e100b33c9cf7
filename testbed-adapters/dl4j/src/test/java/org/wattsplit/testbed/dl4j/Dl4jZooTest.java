package org.wattsplit.testbed.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** Networks of the zoo; those of full size with {@code -Dwattsplit.zoo=full}, which takes memory and half a minute. */
final class Dl4jZooTest {
    @Test
    void tooSmallAnImageIsRefused() {
        assertThatThrownBy(() -> Dl4jZoo.of("resnet50", 1, 132, 10)).hasMessageContaining("at least 133, given 132");
        assertThatThrownBy(() -> Dl4jZoo.of("vgg16", 1, 31, 10)).hasMessageContaining("at least 32, given 31");
    }

    @Test
    void resNet50IsCutBetweenItsBlocksAndStaysFinite() {
        try (Dl4jSplitModel model = Dl4jZoo.of("resnet50", 1, 133, 10)) {
            splitEqualsWhole(
                    model, List.of(1, model.cuts().size() / 2, model.cuts().size() - 2));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "wattsplit.zoo", matches = "full")
    void theFullNetworksHaveTheirParametersAndOperations() {
        try (Dl4jSplitModel model = Dl4jZoo.of("vgg16", 1)) {
            CutPoint all = model.cuts().get(0);
            assertThat(all.tailParameters()).isEqualTo(138_357_544);
            assertThat(all.tailFlops() / 1e9).isBetween(30.9, 31.1);
            splitEqualsWhole(model, List.of(3, 10, 18));
        }
        try (Dl4jSplitModel model = Dl4jZoo.of("resnet50", 1)) {
            CutPoint all = model.cuts().get(0);
            assertThat(all.tailParameters() / 1e6).isBetween(25.5, 25.7);
            assertThat(all.tailFlops() / 1e9).isBetween(2.2, 2.3);
            splitEqualsWhole(model, List.of(4, 20));
        }
    }

    private static void splitEqualsWhole(Dl4jSplitModel model, List<Integer> cuts) {
        Shape shape = model.inputShape();
        float[] elements = new float[shape.elements()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) Math.sin(i);
        }
        Tensor input = Tensor.of(shape, elements);
        Tensor whole = model.whole(input);
        for (float probability : whole.toArray()) {
            assertThat(probability).isFinite();
        }
        for (int cut : cuts) {
            Tensor output = model.tail(cut, model.head(cut, input));
            assertThat(output.bytes()).as(model.cuts().get(cut).toString()).isEqualTo(whole.bytes());
        }
    }

    @Test
    void anUnknownNetworkListsTheKnownOnes() {
        assertThatThrownBy(() -> Dl4jZoo.of("alexnet", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[resnet50, vgg16], given alexnet");
    }
}
