package org.wattsplit.study.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentOption;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.provider.Registry;

final class AgentDescriptionTest {
    static Stream<String> names() {
        return Registry.installed().of("an agent", AgentProvider.class).all().keySet().stream();
    }

    private static AgentDescription described(String name) {
        return AgentDescription.of(name, Registry.installed());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAgentSaysWhatItUsesAndWhatItsOptionsDo(String name) {
        AgentDescription agent = described(name);
        assertThat(agent.uses()).isNotBlank();
        assertThat(agent.options()).allSatisfy(option -> {
            assertThat(option.values()).isNotBlank();
            assertThat(option.meaning()).isNotBlank();
            assertThat(option.preset().isEmpty())
                    .isEqualTo(Set.of("policy", "learn").contains(option.name()));
        });
    }

    @Test
    void kindsAreToldApart() {
        assertThat(described("clairvoyant").kind()).isEqualTo("bound");
        assertThat(described("dynasplit").kind()).isEqualTo("agent");
        assertThat(described("held-split"))
                .returns("learner", AgentDescription::kind)
                .returns(false, AgentDescription::needsTraining);
        assertThat(described("ppo").needsTraining()).isTrue();
    }

    @Test
    void thePageHasEveryOptionWithItsDefaultAndRange() {
        assertThat(described("dynasplit-online").text().lines())
                .contains("source            After DynaSplit, arXiv 2410.23881")
                .anySatisfy(line -> assertThat(line)
                        .matches("half_life +50 +a whole number between 1 and 100000 +requests in which .*"));
        assertThat(described("planner").text().lines()).anyMatch(line -> line.matches("options +none"));
        assertThat(described("sac").text()).contains("arXiv 1910.07207").contains("a whole number between 0 and");
    }

    @Test
    void anAgentOfOnesOwnNeedSayNoMoreThanTheNamesOfItsOptions() {
        record Own(String name, String description) implements AgentProvider {
            @Override
            public Set<String> options() {
                return Set.of("speed");
            }

            @Override
            public Agent create(AgentContext context) {
                throw new UnsupportedOperationException();
            }
        }
        AgentDescription own = AgentDescription.of(
                "own", Registry.installed().with(AgentProvider.class, new Own("own", "of this test")));
        assertThat(own.options()).containsExactly(new AgentOption("speed", "", "", ""));
        assertThat(own.source()).isNull();
        assertThat(own.uses()).isNull();
    }
}
