package org.wattsplit.framework.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;

final class NumberOptionTest {
    private static final NumberOption BLOCK = new NumberOption("block", 200, 1, 1e6, true, "requests in a row");
    private static final NumberOption MARGIN = NumberOption.nonNegative("margin_ms", 0.5, "time to spare");
    private static final NumberOption RIDGE = new NumberOption("ridge", 1, 1e-6, 10, false, "weight");

    @Test
    void aValueThatIsNotGivenIsThePreset() {
        assertThat(BLOCK.of(Map.of("margin_ms", "3"))).isEqualTo(200);
        assertThat(MARGIN.of(Map.of("margin_ms", "3"))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "block, 0",
        "block, 1.5",
        "block, 1e7",
        "block, many",
        "margin_ms, -1",
        "margin_ms, NaN",
        "margin_ms, Infinity"
    })
    void whatIsNoneOfItsValuesIsRefusedInTheWordsThatDescribeIt(String name, String given) {
        NumberOption option = name.equals("block") ? BLOCK : MARGIN;
        assertThatThrownBy(() -> option.of(Map.of(name, given)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "option " + name + " to be " + option.inWords().values() + ", given " + given);
    }

    @Test
    void wordsHavePlainNumbers() {
        assertThat(BLOCK.inWords())
                .isEqualTo(
                        new AgentOption("block", "200", "a whole number between 1 and 1000000", "requests in a row"));
        assertThat(MARGIN.inWords().values()).isEqualTo("a number of at least 0");
        assertThat(RIDGE.inWords().values()).isEqualTo("a number between 0.000001 and 10");
    }

    @Test
    void aPresetOutsideItsRangeIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> new NumberOption("a", 2, 0, 1, false, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAnAgentSaysOfItsOptionsNamesThem() {
        AgentProvider agent = new AgentProvider() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public String description() {
                return "of this test";
            }

            @Override
            public AgentAbout about() {
                return AgentAbout.uses("nothing").with(BLOCK, MARGIN);
            }

            @Override
            public Agent create(AgentContext context) {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(agent.options()).containsExactlyInAnyOrder("block", "margin_ms");
        AgentSpec misspelt = AgentSpec.parse("own:blok=3");
        assertThatThrownBy(() -> misspelt.requireOptions(agent.options()))
                .hasMessageContaining("one of [block, margin_ms], given blok")
                .hasMessageContaining("Maybe you meant block");
        assertThatThrownBy(() -> AgentSpec.parse("own:speed=3").requireOptions(Set.of("block")))
                .hasMessageContaining("Maybe see 'wattsplit agents show own'");
    }
}
