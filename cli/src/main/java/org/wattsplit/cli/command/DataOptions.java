package org.wattsplit.cli.command;

import org.jspecify.annotations.Nullable;
import org.wattsplit.study.job.Data;
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
            names = "--network",
            paramLabel = "NAME",
            description =
                    "The network, where the data has several: mobilenetv2 (default) or vgg16 of loopback-vm; vgg16"
                            + " (default) or vit of the published DynaSplit data. --model is its deprecated name.")
    private @Nullable String network;

    /** Opens the data. */
    Data open() {
        return Data.open(data, network);
    }

    String data() {
        return data;
    }
}
