package org.wattsplit.study.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Data;

/**
 * Which datasets are made into one.
 *
 * @param data measured datasets of different networks on one device, at least two
 * @param device the network whose device facts count; null where those of all are equal
 * @param shares of the requests, one for each dataset, above 0, by the sum of all; none for equal ones
 * @param requests number of requests, 1 to 10 million
 * @param seed seed of the requests
 * @param out the dataset's folder to make
 * @param replace whether files of a dataset that is there are replaced
 */
public record JoinPlan(
        List<Data> data,
        @Nullable String device,
        List<Double> shares,
        int requests,
        long seed,
        Path out,
        boolean replace) {
    /** The number of requests that are drawn, as a rule. */
    public static final int REQUESTS = 10_000;

    /** The seed of them, as a rule. */
    public static final long SEED = 1;

    public JoinPlan {
        data = List.copyOf(data);
        shares = List.copyOf(shares);
        InputException.require(
                requests >= 1 && requests <= 10_000_000, "the requests", "between 1 and 10000000", requests);
    }

    /** The usual requests for all of them, of equal shares, on one device. */
    public static JoinPlan of(List<Data> data, Path out) {
        return new JoinPlan(data, null, List.of(), REQUESTS, SEED, out, false);
    }

    /** The command that does the same; null where a program has some of the data, or chose one network of several. */
    @Nullable
    String command() {
        boolean named = data.stream().allMatch(one -> one.name() != null && one.network() == null);
        return CommandText.of("datasets join")
                .required("--data", named ? data.stream().map(Data::name).collect(Collectors.joining(",")) : null)
                .option("--device", device)
                .list("--shares", shares, List.of())
                .option("--requests", requests, REQUESTS)
                .option("--seed", seed, SEED)
                .required("--out", out)
                .text();
    }
}
