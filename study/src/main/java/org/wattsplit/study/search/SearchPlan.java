package org.wattsplit.study.search;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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
 * @param held values that knobs are held at, by name; nothing else is searched
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
        Map<String, String> held,
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
        held = Collections.unmodifiableMap(new TreeMap<>(held));
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

    /** A builder with the usual choices. */
    public static Builder of(Data data) {
        return new Builder(data);
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
        CommandText text = CommandText.of("search").data(data).held(held).option("--testbed", testbed.name());
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

    /** A plan in the making, with the usual choices where no other was made. */
    public static final class Builder {
        private final Data data;
        private Map<String, String> held = Map.of();
        private TestbedChoice testbed = TestbedChoice.USUAL;
        private String strategy = STRATEGY;
        private Budget budget = BUDGET;
        private int batch = 1;
        private @Nullable Integer measurements;
        private @Nullable Integer mostMeasurements;
        private @Nullable Double quantile;
        private long seed = 1;
        private int seeds = 1;
        private @Nullable Path out;
        private Existing existing = Existing.REFUSE;

        private Builder(Data data) {
            this.data = data;
        }

        /** With some knobs held at one value each, by name. */
        public Builder withHeld(Map<String, String> values) {
            held = values;
            return this;
        }

        /** On another testbed. */
        public Builder withTestbed(TestbedChoice other) {
            testbed = other;
            return this;
        }

        /** By another strategy. */
        public Builder withStrategy(String name) {
            strategy = name;
            return this;
        }

        /** With another budget. */
        public Builder withBudget(Budget other) {
            budget = other;
            return this;
        }

        /** With so many configurations suggested at a time. */
        public Builder withBatch(int configurations) {
            batch = configurations;
            return this;
        }

        /**
         * With other numbers of measurements.
         *
         * @param each of each new configuration; null for the usual ones of the testbed
         * @param most of configurations on the front or next to it; null for the usual ones of the testbed
         */
        public Builder withMeasurements(@Nullable Integer each, @Nullable Integer most) {
            measurements = each;
            mostMeasurements = most;
            return this;
        }

        /** Judged by a quantile; null for the mean. */
        public Builder withQuantile(@Nullable Double other) {
            quantile = other;
            return this;
        }

        /** Under another seed. */
        public Builder withSeed(long other) {
            seed = other;
            return this;
        }

        /** Under so many seeds from a first one. */
        public Builder withSeeds(long first, int count) {
            seed = first;
            seeds = count;
            return this;
        }

        /** With its Pareto set written to a file; null for nowhere. */
        public Builder into(@Nullable Path file, Existing then) {
            out = file;
            existing = then;
            return this;
        }

        /**
         * The plan of the choices so far.
         *
         * @throws InputException where one of them breaks a rule
         */
        public SearchPlan build() {
            return new SearchPlan(
                    data,
                    held,
                    testbed,
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
    }
}
