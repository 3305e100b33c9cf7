package org.wattsplit.study.datasets;

import org.wattsplit.datasets.dynasplit.DynaSplitImporter;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.datasets.dynasplit.ImportReport;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.study.job.JobContext;

/** Imports the published DynaSplit data into a dataset's folder. */
public final class ImportJob {
    private ImportJob() {}

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan or a file breaks a rule
     */
    public static ImportReport run(ImportPlan plan, JobContext context) {
        AtomicFile.requireAbsent(plan.out().resolve(DatasetFolder.SPACE), plan.replace());
        DynaSplitImporter.Result result =
                DynaSplitImporter.read(plan.from(), DynaSplitModel.of(plan.network()), plan.dropDefects());
        DatasetFolder.write(plan.out(), result.dataset(), context.producer());
        return result.report();
    }
}
