package org.wattsplit.framework.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class FigureMeansTest {
    private final FigureMeans figures = new FigureMeans("loss", "entropy");

    @Test
    void meansAreThoseSinceTheLastTime() {
        figures.add("loss", 1);
        figures.add("loss", 2);
        assertThat(figures.take()).containsExactly(entry("loss", 1.5), entry("entropy", Double.NaN));
        figures.add("entropy", 3);
        assertThat(figures.take()).containsExactly(entry("loss", Double.NaN), entry("entropy", 3));
    }

    private static Map.Entry<String, Double> entry(String name, double value) {
        return Map.entry(name, value);
    }

    @Test
    void aFigureThatIsNotFiniteIsFoundAndNothingIsNoFault() {
        assertThatCode(() -> figures.requireFinite("loss")).doesNotThrowAnyException();
        figures.add("loss", Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> figures.requireFinite("loss"))
                .isInstanceOf(DivergedException.class)
                .hasMessage("Expected the loss to be finite, given Infinity");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> figures.add("kl", 1))
                .hasMessage("Expected a figure to be one of [loss, entropy], given kl");
    }
}
