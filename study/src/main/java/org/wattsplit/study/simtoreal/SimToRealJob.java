package org.wattsplit.study.simtoreal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.SimToReal;
import org.wattsplit.framework.compare.SimToRealResult;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.ServedRow;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.study.job.JobContext;

/** Sets what requests took in logged runs beside what a testbed expects of them. */
public final class SimToRealJob {
    private SimToRealJob() {}

    /**
     * A comparison of logs and a testbed, and what it is of.
     *
     * @param comparison the figures
     * @param requests requests in the logs, without void ones
     * @param voided requests in the logs that are void, as the hardware was not as it was set; they are in no figure
     * @param runs runs in the folders
     */
    public record Compared(SimToRealResult comparison, int requests, int voided, int runs) {}

    /**
     * Runs a plan.
     *
     * @throws InputException where the runs have no request, or the testbed draws its outcomes
     */
    public static Compared run(SimToRealPlan plan, JobContext context) {
        Dataset dataset = plan.data().dataset();
        List<Path> runs = plan.folders().stream()
                .flatMap(folder -> RunLogReader.find(folder).stream())
                .distinct()
                .toList();
        List<ServedRow> rows = new ArrayList<>();
        int logged = 0;
        for (Path run : runs) {
            rows.addAll(RunLogReader.served(run, dataset.space()));
            logged += RunLogReader.manifest(run).requests();
        }
        if (rows.isEmpty()) {
            throw InputException.of("the runs", "of at least one request that is not void", "none");
        }
        try (SimulatedTestbed testbed =
                plan.testbed().testbeds(dataset, context.registry()).openSimulated(0)) {
            if (!testbed.capabilities().deterministic()) {
                throw InputException.of(
                        "the testbed", "one that gives the same outcome under every seed", "one that draws");
            }
            return new Compared(
                    SimToReal.of(rows, configuration -> expected(testbed, dataset.model(), configuration)),
                    rows.size(),
                    logged - rows.size(),
                    runs.size());
        }
    }

    private static Optional<Outcome> expected(SimulatedTestbed testbed, String network, Configuration configuration) {
        ConfigurationSpace space = testbed.capabilities().space();
        if (space.violation(configuration.choices()).isPresent()) {
            return Optional.empty();
        }
        testbed.reset(0);
        return Optional.of(testbed.execute(
                new Request(0, network, 0, Double.MAX_VALUE), space.configuration(configuration.choices())));
    }
}
