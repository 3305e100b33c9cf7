package org.wattsplit.study.datasets;

import java.util.List;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.ScenarioChoice;

/** Imports published data into a dataset's folder. */
public final class ImportJob {
    private ImportJob() {}

    /** The importers of a registry. */
    public static Providers<DatasetImporter> importers(Registry registry) {
        return registry.of("an importer", DatasetImporter.class);
    }

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or a file breaks a rule
     */
    public static DatasetImporter.Imported run(ImportPlan plan, JobContext context) {
        DatasetImporter importer = importer(plan, importers(context.registry()));
        for (String option : plan.options().keySet()) {
            if (!importer.options().contains(option)) {
                throw InputException.unknown("an option of importer " + importer.name(), option, importer.options());
            }
        }
        try (WriteLock mine = WriteLock.inside(plan.out())) {
            AtomicFile.requireAbsent(plan.out().resolve(DatasetFolder.SPACE), plan.replace());
            return write(plan, importer, context);
        }
    }

    private static DatasetImporter.Imported write(ImportPlan plan, DatasetImporter importer, JobContext context) {
        DatasetImporter.Imported imported = importer.read(plan.from(), plan.options());
        Dataset dataset = imported.dataset().withAbout(about(imported.dataset(), plan, importer));
        DatasetFolder.write(plan.out(), dataset, context.producer());
        String scenario = dataset.scenario();
        Scenario own = imported.scenario();
        if (own != null) {
            ScenarioFile.of(own).write(plan.out().resolve(DatasetFolder.SCENARIO));
        } else if (scenario != null) {
            String document =
                    ScenarioChoice.provider(scenario, context.registry()).document();
            AtomicFile.write(plan.out().resolve(DatasetFolder.SCENARIO), writer -> writer.write(document));
        }
        return imported;
    }

    /** What the importer says of the source, and this import as the command that makes it again. */
    private static DatasetAbout about(Dataset dataset, ImportPlan plan, DatasetImporter importer) {
        DatasetAbout said = dataset.about();
        DatasetAbout about = said != null
                ? said
                : DatasetAbout.of(plan.from() + ", read by " + importer.name(), DatasetAbout.NONE_STATED);
        return about.madeBy() != null ? about : about.withMadeBy(plan.command(importer.name()));
    }

    private static DatasetImporter importer(ImportPlan plan, Providers<DatasetImporter> importers) {
        String name = plan.importer();
        if (name != null) {
            return importers.get(name);
        }
        List<DatasetImporter> recognising = importers.all().values().stream()
                .filter(one -> one.recognises(plan.from()))
                .toList();
        if (recognising.size() == 1) {
            return recognising.get(0);
        }
        if (recognising.isEmpty()) {
            throw InputException.of(
                    plan.from().toString(),
                    "what one of the importers " + importers.all().keySet() + " reads",
                    "something else");
        }
        throw InputException.of(
                "the importer of " + plan.from(),
                "named, as several read it",
                recognising.stream().map(DatasetImporter::name).toList());
    }
}
