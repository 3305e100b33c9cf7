package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.agent.PolicyFile;

/** Trainings by the command, and what its policies are good for. */
final class TrainCommandTest {
    @TempDir
    private static Path shared = Path.of("");

    private static Path pareto = Path.of("");

    @TempDir
    private Path temp;

    @BeforeAll
    static void search() {
        pareto = Cli.search(shared, "--budget", "60");
    }

    /** The words of a training of an agent. */
    private static String[] train(String agent, Path out, String... more) {
        String[] words = {
            "train", "--data", "synthetic", "--pareto", pareto.toString(), "--agent", agent, "--out", out.toString()
        };
        return Cli.append(words, more);
    }

    private static String[] evaluate(String agents, Path out, String... more) {
        return Cli.evaluation("synthetic", pareto, agents, out, more);
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() {
        for (String[] bad : new String[][] {
            {"--steps", "0"}, {"--horizon", "10000"}, {"--evaluate-every", "0"}, {"--patience", "-1"}, {"--seeds", "0"}
        }) {
            Path out = temp.resolve("bad");
            Cli.Result result = Cli.run(train("linucb", out, bad));
            assertThat(result.status()).as(bad[0]).isEqualTo(2);
            assertThat(result.err())
                    .contains("Expected the ")
                    .contains(" to be at least")
                    .contains("given " + bad[1]);
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aPolicyThatWasDamagedIsRefused() throws IOException {
        Path out = temp.resolve("policies");
        Cli.succeed(train("linucb", out, "--steps", "200"));
        Path policy = out.resolve("seed-1/best.policy");
        byte[] bytes = Files.readAllBytes(policy);
        bytes[bytes.length - 500] ^= 0x40;
        Files.write(policy, bytes);
        Cli.Result result = Cli.run(evaluate("linucb:policy=" + policy, temp.resolve("runs")));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("best.policy").contains("by its checksum");
    }

    @Test
    void aPolicyGoesOnLearningWhereItIsToldToAndKeepsWhatItLearned() {
        Path out = temp.resolve("policies");
        Cli.succeed(train("linucb", out, "--steps", "600"));
        String policy = "linucb:policy=" + out;
        Path runs = temp.resolve("runs");
        Cli.succeed(evaluate(policy + "," + policy + ":learn=true", runs, "--requests", "150"));
        assertThat(runs.toFile().list()).hasSize(2);
        Path kept = out.resolve("seed-1/best.policy");
        List<Path> learned = new ArrayList<>();
        for (String run : Objects.requireNonNull(runs.toFile().list())) {
            Path file = runs.resolve(run).resolve("seed-1/learned.policy");
            if (Files.exists(file)) {
                assertThat(run).contains("learn=true");
                learned.add(file);
            }
        }
        assertThat(learned).hasSize(1);
        PolicyFile.About after = PolicyFile.about(learned.get(0));
        assertThat(after.steps()).isEqualTo(PolicyFile.about(kept).steps() + 150);
        assertThat(after.header().command()).contains("learn=true");
        assertThat(learnedCount(learned.get(0))).isEqualTo(learnedCount(kept) + 150);
        Cli.succeed(evaluate("linucb:policy=" + learned.get(0), temp.resolve("again"), "--requests", "10"));
        assertThat(Cli.run(evaluate(policy + ":learn=no", runs, "--requests", "150"))
                        .err())
                .contains("option learn to be true or left out, given no");
        assertThat(Cli.run(evaluate(policy + ":width=1", runs, "--requests", "150"))
                        .err())
                .contains("named with its policy alone");
    }

    /** The number of steps that a bandit's file says it was told of. */
    private static long learnedCount(Path policy) {
        return PolicyFile.contents(policy).arrays().longs("bandit.learned", 1)[0];
    }

    @Test
    void theCommandTrainsResumesAndEvaluates() throws IOException {
        Path out = temp.resolve("policies");
        String[] train = train(
                "ppo:rollout=128:batch=64:hidden=8", out, "--steps", "600", "--evaluate-every", "300", "--seeds", "2");
        assertThat(Cli.succeed(train))
                .contains("seed 1: 6")
                .contains("seed 2: 6")
                .contains("median of 2 seeds")
                .contains("wrote " + out);
        Cli.Result again = Cli.run(train);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("already exists").contains("--resume");
        String policy = "ppo:policy=" + out.resolve("seed-1/best.policy");
        Cli.succeed(evaluate(policy, temp.resolve("runs")));
        Cli.Result other = Cli.run(evaluate(policy, temp.resolve("full"), "--action-set", "full"));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("the policy's actions").contains("best.policy");
        Cli.Result none = Cli.run(evaluate("ppo", temp.resolve("none")));
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("policy");
        Cli.Result unknown = Cli.run(train("ppo", temp.resolve("nowhere"), "--scenario", "Nowhere-v1"));
        assertThat(unknown.err()).contains("Nowhere-v1").contains("DynaSplit-v1");
        Cli.Result noLearner = Cli.run(train("planner", temp.resolve("planner")));
        assertThat(noLearner.err()).contains("a learner");
    }
}
