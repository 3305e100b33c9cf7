package org.wattsplit.datasets.folder;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/** Configurations as CSV, a column for each knob: the first columns of a measurement table. */
public final class ConfigurationTable {
    private ConfigurationTable() {}

    /** The text of configurations of a space, in their order. */
    public static String text(ConfigurationSpace space, List<Configuration> configurations) {
        CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.printRecord(space.knobs().stream().map(Knob::name).toList());
            for (Configuration configuration : configurations) {
                printer.printRecord(configuration.values().values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
