package org.wattsplit.framework.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class AgentSpecTest {
    @Test
    void optionsFollowTheName() {
        AgentSpec spec = AgentSpec.parse("dynasplit:margin_ms=20:a=b=c");
        assertThat(spec.name()).isEqualTo("dynasplit");
        assertThat(spec.options()).isEqualTo(Map.of("margin_ms", "20", "a", "b=c"));
        assertThat(AgentSpec.parse(spec.toString())).isEqualTo(spec);
        assertThat(AgentSpec.parse("edge").options()).isEmpty();
    }

    @Test
    void anOptionWithoutAValueIsRefused() {
        assertThatThrownBy(() -> AgentSpec.parse("dynasplit:margin"))
                .hasMessage("Expected an agent to be name or name:option=value, given dynasplit:margin");
    }
}
