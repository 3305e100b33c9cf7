package org.wattsplit.study.results;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Data;

/**
 * What the page of results is made of.
 *
 * @param data the data that the scenarios run on
 * @param scenarios ids or files of the scenarios, each once; null for {@code DynaSplit-v1} where the data has
 *     measurements, else {@code DynaSplitModel-v1}, and the four whose world moves
 * @param learners the learners with their options, each once by name; null for the usual ones
 * @param seeds seeds of every training and run, at least 2, since intervals are over seeds
 * @param steps steps of each training, at least 1
 * @param startSteps steps of the trainings that compare cold and warm starts; 0 for none
 * @param requests only so many requests from the first on; null for all
 * @param out folder of policies and runs
 * @param page where the page goes; null for {@code results.md} in the folder
 */
public record ResultsPlan(
        Data data,
        @Nullable List<String> scenarios,
        @Nullable List<AgentSpec> learners,
        int seeds,
        int steps,
        int startSteps,
        @Nullable Integer requests,
        Path out,
        @Nullable Path page) {
    /** Seeds unless others are asked for. */
    public static final int SEEDS = 10;

    /** Steps unless others are asked for. */
    public static final int STEPS = 100_000;

    /** Steps of trainings that compare starts unless others are asked for. */
    public static final int START_STEPS = 40_000;

    /** The folder unless another is asked for. */
    public static final Path OUT = Path.of("runs", "results");

    public ResultsPlan {
        InputException.require(seeds >= 2, "the seeds", "at least 2: intervals are over seeds", seeds);
        InputException.require(steps >= 1, "the steps", "at least 1", steps);
        InputException.require(startSteps >= 0, "the steps of trainings that compare starts", "at least 0", startSteps);
        if (requests != null) {
            InputException.require(requests >= 1, "the requests", "at least 1", requests);
        }
        if (scenarios != null) {
            InputException.require(
                    new HashSet<>(scenarios).size() == scenarios.size(),
                    "the scenarios",
                    "each scenario once",
                    scenarios);
        }
        if (learners != null) {
            List<String> names = learners.stream().map(AgentSpec::name).toList();
            InputException.require(
                    new HashSet<>(names).size() == names.size(), "the learners", "each learner once", learners);
        }
    }

    /** Where the page goes. */
    public Path file() {
        return page == null ? out.resolve("results.md") : page;
    }

    /** The command that does the same; null where none does. */
    public @Nullable String command() {
        return CommandText.of("results")
                .data(data)
                .list("--scenarios", scenarios == null ? List.of() : scenarios, List.of())
                .option("--learners", learners == null ? null : AgentSpec.join(learners))
                .option("--seeds", seeds, SEEDS)
                .option("--steps", steps, STEPS)
                .option("--start-steps", startSteps, START_STEPS)
                .option("--requests", requests)
                .option("--out", out, OUT)
                .option("--page", page)
                .text();
    }
}
