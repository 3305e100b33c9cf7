package org.wattsplit.datasets.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.dynasplit.DynaSplitImporter;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.datasets.synthetic.SyntheticFamily;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;
import org.wattsplit.framework.provider.Providers;

/** Opens what {@code --data} names: a bundled dataset, a dataset's folder, or the published DynaSplit data. */
public final class DataSource {
    private DataSource() {}

    /** The bundled datasets. */
    public static Providers<DatasetProvider> bundled() {
        return Providers.load("a bundled dataset", DatasetProvider.class);
    }

    /**
     * Opens a dataset.
     *
     * @param nameOrFolder a bundled dataset's name, or a folder
     * @param model the network where the folder has several, null for the first or only one
     */
    public static Dataset open(String nameOrFolder, @Nullable String model) {
        Dataset dataset = open(nameOrFolder, Path.of(nameOrFolder), model);
        if (model != null && !dataset.model().equals(model)) {
            throw InputException.of("the model of " + nameOrFolder, model, dataset.model());
        }
        return dataset;
    }

    private static Dataset open(String name, Path folder, @Nullable String model) {
        Providers<DatasetProvider> bundled = bundled();
        if (bundled.all().containsKey(name)) {
            return bundled.get(name).load(model);
        }
        if (name.startsWith(SyntheticFamily.PREFIX)) {
            return SyntheticFamily.member(number(name.substring(SyntheticFamily.PREFIX.length())));
        }
        if (!Files.isDirectory(folder)) {
            throw InputException.of(
                            "the data",
                            "a folder, " + SyntheticFamily.PREFIX + "NUMBER, or one of "
                                    + bundled.all().keySet(),
                            name)
                    .orNearly(name, bundled.all().keySet());
        }
        if (DatasetFolder.isOne(folder)) {
            return DatasetFolder.read(folder);
        }
        if (DynaSplitImporter.isOne(folder)) {
            DynaSplitModel network = model == null ? DynaSplitModel.VGG16 : DynaSplitModel.of(model);
            return DynaSplitImporter.dataset(folder, network);
        }
        throw InputException.of(
                        "the data folder",
                        "one with " + DatasetFolder.SPACE + " or the published DynaSplit files",
                        folder)
                .maybe("import it first");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw InputException.of("the member of synthetic-family", "a whole number", text);
        }
    }
}
