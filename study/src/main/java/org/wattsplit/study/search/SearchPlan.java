package org.wattsplit.study.search;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.TestbedChoice;

/**
 * How a configuration space is searched.
 *
 * @param data what is searched
 * @param testbed what measures a configuration
 * @param strategy name of the strategy
 * @param budget how many configurations are evaluated
 * @param batch configurations that are suggested at a time, at least 1
 * @param measurements measurements of each new configuration; null for 1, or 3 on a testbed with noise
 * @param mostMeasurements measurements of configurations on the front or next to it; null for as many, or three times as
 *     many on a testbed with noise
 * @param quantile of latency and of energy by which a configuration is judged, above 0 and below 1; null for their means
 * @param seed first root seed
 * @param seeds searches under as many seeds in a row, at least 1
 * @param out where the Pareto set goes, of one seed only; null for nowhere
 * @param existing what becomes of an earlier one
 */
public record SearchPlan(
        Data data,
        TestbedChoice testbed,
        String strategy,
        Budget budget,
        int batch,
        @Nullable Integer measurements,
        @Nullable Integer mostMeasurements,
        @Nullable Double quantile,
        long seed,
        int seeds,
        @Nullable Path out,
        Existing existing) {
    /** The strategy unless another is asked for. */
    public static final String STRATEGY = "surrogate";

    /** The budget unless another is asked for: a fifth of the feasible space. */
    public static final Budget BUDGET = Budget.parse("20%");

    public SearchPlan {
        InputException.require(seeds >= 1, "the seeds", "at least 1", seeds);
        InputException.require(batch >= 1, "the batch", "at least 1", batch);
        InputException.require(out == null || seeds == 1, "the seeds", "1 when a file is written", seeds);
        InputException.require(
                out != null || existing != Existing.RESUME,
                "the output",
                "the file that the search was writing when it is resumed",
                "none");
        if (quantile != null && !(quantile > 0 && quantile < 1)) {
            throw InputException.of("what is judged by", "the mean, or a quantile above 0 and below 1", quantile);
        }
    }

    /** A plan with the usual choices. */
    public static SearchPlan of(Data data) {
        return new SearchPlan(
                data, TestbedChoice.USUAL, STRATEGY, BUDGET, 1, null, null, null, 1, 1, null, Existing.REFUSE);
    }

    /** The same by another strategy. */
    public SearchPlan withStrategy(String name) {
        return new SearchPlan(
                data,
                testbed,
                name,
                budget,
                batch,
                measurements,
                mostMeasurements,
                quantile,
                seed,
                seeds,
                out,
                existing);
    }

    /** The same with another budget. */
    public SearchPlan withBudget(Budget other) {
        return new SearchPlan(
                data,
                testbed,
                strategy,
                other,
                batch,
                measurements,
                mostMeasurements,
                quantile,
                seed,
                seeds,
                out,
                existing);
    }

    /** The same on another testbed. */
    public SearchPlan withTestbed(TestbedChoice other) {
        return new SearchPlan(
                data,
                other,
                strategy,
                budget,
                batch,
                measurements,
                mostMeasurements,
                quantile,
                seed,
                seeds,
                out,
                existing);
    }

    /** The same under another seed. */
    public SearchPlan withSeed(long other) {
        return new SearchPlan(
                data,
                testbed,
                strategy,
                budget,
                batch,
                measurements,
                mostMeasurements,
                quantile,
                other,
                seeds,
                out,
                existing);
    }

    /** The same, its Pareto set written to a file. */
    public SearchPlan into(Path file, Existing then) {
        return new SearchPlan(
                data,
                testbed,
                strategy,
                budget,
                batch,
                measurements,
                mostMeasurements,
                quantile,
                seed,
                seeds,
                file,
                then);
    }

    /** What configurations are judged by, in words: {@code mean} or the quantile. */
    public String judgedBy() {
        return quantile == null ? "mean" : String.valueOf(quantile);
    }

    /** The command that does the same, but for where its result goes; null where none does. */
    public @Nullable String command() {
        return commandText().text();
    }

    /** {@link #command} with where its result goes. */
    public @Nullable String wholeCommand() {
        return commandText().option("--out", out).text();
    }

    private CommandText commandText() {
        CommandText text = CommandText.of("search").data(data).option("--testbed", testbed.name());
        testbed.sorted().forEach((option, value) -> text.option("--testbed-option", option + "=" + value));
        return text.option("--strategy", strategy, STRATEGY)
                .option("--budget", budget.text(), BUDGET.text())
                .option("--batch", batch, 1)
                .option("--measurements", measurements)
                .option("--most-measurements", mostMeasurements)
                .option("--judged-by", judgedBy(), "mean")
                .option("--seed", seed, 1L)
                .option("--seeds", seeds, 1);
    }
}
