package org.wattsplit.study.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.join.DatasetJoin;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.DataScenario;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.testbed.model.ModelledTable;

/** Makes one dataset's folder from several datasets of different networks on one device. */
public final class JoinJob {
    private JoinJob() {}

    /**
     * Runs a plan.
     *
     * @return what was written
     * @throws InputException where the plan breaks a rule, or datasets differ in what must be alike
     */
    public static Dataset run(JoinPlan plan, JobContext context) {
        try (WriteLock mine = WriteLock.inside(plan.out())) {
            AtomicFile.requireAbsent(plan.out().resolve(DatasetFolder.SPACE), plan.replace());
            Dataset joined = DatasetJoin.of(
                    plan.data().stream().map(Data::dataset).toList(),
                    plan.device(),
                    plan.shares(),
                    plan.requests(),
                    plan.seed());
            requireFitting(plan, joined.device());
            DatasetAbout about = joined.about();
            String command = plan.command();
            if (about != null && command != null) {
                joined = joined.withAbout(about.withMadeBy(command));
            }
            DatasetFolder.write(plan.out(), joined, context.producer());
            return joined;
        }
    }

    /** The command that runs everything on what was made; a missed deadline is all that costs where nobody measured energy. */
    public static String next(Dataset joined, Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        boolean priced = DataScenario.joulesPerMiss(joined.requireTable()).isPresent();
        return String.valueOf(CommandText.of("quickstart")
                .option("--data", folder)
                .option("--joules-per-miss", priced ? null : 1)
                .option("--out", Path.of("runs").resolve(name))
                .text());
    }

    /**
     * Refuses facts of the device that contradict the table of one of the networks, which its own facts do not: every
     * scenario whose world moves would refuse them later.
     */
    private static void requireFitting(JoinPlan plan, DeviceFacts facts) {
        List<Dataset> models = plan.data().stream()
                .map(Data::dataset)
                .filter(one -> refusal(one, one.device()).isEmpty())
                .toList();
        for (Dataset one : models) {
            Optional<String> refused = refusal(one, facts);
            if (refused.isPresent()) {
                List<String> fitting = models.stream()
                        .filter(other -> models.stream()
                                .allMatch(each -> refusal(each, other.device()).isEmpty()))
                        .map(Dataset::model)
                        .toList();
                throw InputException.of(
                                "the device facts that count"
                                        + (plan.device() == null ? "" : ", those of " + plan.device()),
                                "facts that fit the tables of all networks",
                                "some that contradict that of " + one.model() + ": " + refused.get())
                        .maybe(
                                fitting.isEmpty()
                                        ? "they were not measured on one device, as none of the networks' facts fit all"
                                        : "say --device " + String.join(" or --device ", fitting)
                                                + ", whose facts fit all");
            }
        }
    }

    /** Why a table is no device model with these facts; empty where it is one. */
    private static Optional<String> refusal(Dataset dataset, DeviceFacts facts) {
        try {
            ModelledTable.of(new Dataset(
                    dataset.name(),
                    dataset.model(),
                    dataset.space(),
                    dataset.table(),
                    dataset.workloads(),
                    dataset.inputs(),
                    dataset.scenario(),
                    facts,
                    dataset.about()));
            return Optional.empty();
        } catch (InputException | IllegalArgumentException e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
