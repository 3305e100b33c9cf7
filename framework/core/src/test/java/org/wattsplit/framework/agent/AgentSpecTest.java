package org.wattsplit.framework.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;

final class AgentSpecTest {
    @Test
    void valuesMayHaveColonsAndSpaces() {
        assertThat(AgentSpec.parse("ppo:policy=C:\\runs of May\\ppo:margin_ms=1.5:learn=true"))
                .isEqualTo(new AgentSpec(
                        "ppo", Map.of("policy", "C:\\runs of May\\ppo", "margin_ms", "1.5", "learn", "true")));
    }

    @Test
    void textAndSpecificationAreTheSame() {
        for (String text : List.of("planner", "ppo:learn=true:policy=a:b/c d=e", "v1.5_b-2=ppo:policy=a=b,c")) {
            assertThat(AgentSpec.parse(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ppo:policy",
                "ppo:=x",
                "a=",
                "a=b=c",
                "=b",
                "../a=b",
                "..=b",
                "a b=c",
                ":x=1",
                "a=:x=1",
                "ppo:a=1:a=2"
            })
    void whatIsNoAgentIsRefused(String text) {
        assertThatThrownBy(() -> AgentSpec.parse(text)).isInstanceOf(InputException.class);
    }

    @Test
    void anAliasIsWhatAnAgentIsCalledAndNotWhatItIs() {
        AgentSpec best = AgentSpec.parse("best=ppo:policy=runs/ppo");
        assertThat(best).isEqualTo(new AgentSpec("best", "ppo", Map.of("policy", "runs/ppo")));
        assertThat(best.label()).isEqualTo("best");
        assertThat(best.what()).isEqualTo("ppo:policy=runs/ppo");
        assertThat(AgentSpec.parse("ppo:policy=runs/ppo").label()).isEqualTo(best.what());
    }

    @Test
    void aCommaPartsAgentsAndTwoAreOneThatBelongsToAValue() {
        assertThat(AgentSpec.split("a=ppo:policy=/data/a,,b,planner,,,cloud"))
                .containsExactly("a=ppo:policy=/data/a,b", "planner,", "cloud");
        assertThat(AgentSpec.split("planner")).containsExactly("planner");
        assertThat(AgentSpec.split("planner,")).containsExactly("planner", "");
    }

    @Test
    void aListOfAgentsIsReadBack() {
        for (String policy : List.of("/data/a,b", ",,", "a,", "b")) {
            List<AgentSpec> agents =
                    List.of(new AgentSpec("ppo", Map.of("policy", policy)), AgentSpec.parse("best=cloud"));
            assertThat(AgentsFile.agents(AgentSpec.split(AgentSpec.join(agents))))
                    .isEqualTo(agents);
        }
    }

    @Test
    void aFileTakesAnyValue(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("agents.yaml"), """
                format: agents
                version: 1
                agents:
                - {name: planner}
                - {alias: best, name: ppo, options: {policy: "a:learn=no, b", learn: true, margin_ms: 2}}
                """);
        assertThat(AgentsFile.agents(List.of("cloud", file.toString())))
                .containsExactly(
                        new AgentSpec("cloud", Map.of()),
                        new AgentSpec("planner", Map.of()),
                        new AgentSpec(
                                "best", "ppo", Map.of("policy", "a:learn=no, b", "learn", "true", "margin_ms", "2")));
    }

    @Test
    void anErrorInAFileNamesItsPlace(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(
                temp.resolve("agents.yaml"), "format: agents\nversion: 1\nagents:\n- {name: ppo, optoins: {}}\n");
        assertThatThrownBy(() -> AgentsFile.agents(List.of(file.toString())))
                .hasMessageContaining("optoins")
                .hasMessageContaining("agents.yaml:4");
        Files.writeString(file, "format: agents\nversion: 1\nagents:\n- {name: ppo, alias: a/b}\n");
        assertThatThrownBy(() -> AgentsFile.agents(List.of(file.toString())))
                .hasMessageContaining("agents.yaml:4")
                .hasMessageContaining("alias")
                .hasMessageContaining("given a/b");
    }
}
