package org.wattsplit.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.dataset.Dataset;
import picocli.CommandLine.Option;

/** The options that say which data to use. */
final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME|DIR",
            description = "A bundled dataset's name (see 'wattsplit datasets list'), a dataset's folder,"
                    + " or the published DynaSplit data.")
    private String data = "";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The network, where the data has several: vgg16 (default), vit, resnet50, mobilenetv2.")
    private @Nullable String model;

    Dataset open() {
        return DataSource.open(data, model);
    }

    /** A command on this data, as words to go on with. */
    List<String> words(String command) {
        return words(command, data, model);
    }

    /** A command on some data. */
    static List<String> words(String command, String data, @Nullable String model) {
        List<String> words = new ArrayList<>(List.of(command, "--data", data));
        if (model != null) {
            words.addAll(List.of("--model", model));
        }
        return words;
    }

    String data() {
        return data;
    }
}
