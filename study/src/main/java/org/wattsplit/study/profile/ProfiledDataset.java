package org.wattsplit.study.profile;

import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.study.job.DataScenario;
import org.wattsplit.study.job.Host;
import org.wattsplit.testbed.profile.ProfileInfo;

/** Writes what was profiled as a dataset's folder: its table, device, requests, scenario, and how it was measured. */
public final class ProfiledDataset {
    private static final int REQUESTS = 10_000;

    private ProfiledDataset() {}

    /**
     * The mean latencies that deadlines are drawn between.
     *
     * @param fastestMillis the least
     * @param slowestMillis the greatest
     */
    public record Span(double fastestMillis, double slowestMillis) {}

    /** Writes a table of a network, and requests that are drawn by a seed; replaces files of these names. */
    public static Span write(
            Path folder, String model, MeasurementTable table, DeviceFacts facts, ProfileInfo info, long seed) {
        DoubleSummaryStatistics millis = table.means().stream()
                .mapToDouble(one -> one.outcome().latencyMillis())
                .summaryStatistics();
        Workload workload = WorkloadGenerator.generate(
                "weibull-" + REQUESTS,
                model,
                REQUESTS,
                new Deadlines.PublishedWeibull(millis.getMin(), millis.getMax()),
                new Arrivals.ClosedLoop(),
                seed);
        Dataset dataset = new Dataset(
                model,
                model,
                table.space(),
                table,
                Map.of(workload.name(), workload),
                Map.of(),
                null,
                facts,
                about(info));
        DatasetFolder.write(folder, dataset, Host.producer());
        ScenarioFile.of(scenario(model, table, info.switches().medianMs()))
                .write(folder.resolve(DatasetFolder.SCENARIO));
        Documents.writeJson(folder.resolve(ProfileInfo.FILE), info);
        return new Span(millis.getMin(), millis.getMax());
    }

    private static DatasetAbout about(ProfileInfo info) {
        DatasetAbout about = DatasetAbout.of(
                info.network() + " in halves, measured by Wattsplit on "
                        + info.header().producer().cpu() + ", cloud "
                        + info.cloud().place(),
                DatasetAbout.NONE_STATED);
        String command = info.header().command();
        return command == null ? about : about.withMadeBy(command);
    }

    /** A wrong answer is worth as little as a late one: where it is known how many are wrong, it costs as much. */
    private static Scenario scenario(String model, MeasurementTable table, double switchMillis) {
        String id = model.replaceAll("[^A-Za-z0-9]", "");
        double joulesPerMiss = DataScenario.joulesPerMiss(table).orElseThrow();
        boolean read =
                table.means().stream().allMatch(one -> one.outcome().accuracy().isPresent());
        return new Scenario(
                "Profiled" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1) + "-v1",
                "mean measured outcomes of a profile; changes of the hardware setting take what they took",
                "replay",
                Map.of(),
                new TransitionCost(switchMillis, 0),
                new CostWeights(joulesPerMiss, read ? joulesPerMiss : 0, 0, 0));
    }
}
