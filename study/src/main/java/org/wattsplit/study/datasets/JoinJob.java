package org.wattsplit.study.datasets;

import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.join.DatasetJoin;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.JobContext;

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
            DatasetAbout about = joined.about();
            String command = plan.command();
            if (about != null && command != null) {
                joined = joined.withAbout(about.withMadeBy(command));
            }
            DatasetFolder.write(plan.out(), joined, context.producer());
            return joined;
        }
    }
}
