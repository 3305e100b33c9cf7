package org.wattsplit.cli.command;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.folder.MeasurementTableFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategy;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code suggest}. */
@Command(
        name = "suggest",
        description = "Suggest which configurations to measure next, for measurements of your own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Measure what it prints, append the rows to the measurement table, and ask again: the table is all that a",
            "search remembers. In the end, 'wattsplit search --strategy exhaustive' makes the Pareto set of the table.",
            "",
            "Examples:",
            "  wattsplit suggest --space my-device/space.yaml --batch 4",
            "  wattsplit suggest --space my-device/space.yaml --measurements my-device/measurements.csv --out next.csv"
        })
final class SuggestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--space", required = true, paramLabel = "FILE", description = "The configuration space.")
    private Path space = Path.of("");

    @Option(names = "--measurements", paramLabel = "FILE", description = "What was measured so far (default: nothing).")
    private @Nullable Path measurements;

    @Option(
            names = "--strategy",
            defaultValue = "surrogate",
            paramLabel = "NAME",
            description = "surrogate (default), nsga2, nsga3 or random.")
    private String strategy = "surrogate";

    @Option(
            names = "--batch",
            defaultValue = "1",
            paramLabel = "N",
            description = "Configurations to suggest, at most (default 1).")
    private int batch = 1;

    @Option(names = "--seed", defaultValue = "1", description = "Root seed (default 1).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the suggestions as CSV instead of printing them.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace an existing --out file.")
    private boolean overwrite;

    @Mixin
    private JsonOption json = new JsonOption();

    /** The result as JSON. */
    record Result(String strategy, int measuredConfigurations, List<Map<String, String>> suggestions) {}

    @Override
    public Integer call() {
        if (batch < 1) {
            throw InputException.of("--batch", "at least 1", batch);
        }
        if (out != null) {
            AtomicFile.requireAbsent(out, overwrite);
        }
        SearchStrategyProvider provider =
                Providers.load("the strategy", SearchStrategyProvider.class).get(strategy);
        ConfigurationSpace whole = DatasetFolder.readSpace(space);
        @Nullable MeasurementTable table = measurements == null ? null : MeasurementTableFile.read(measurements, whole);
        List<Evaluated> measured = table == null ? List.of() : inOrder(table);
        List<Configuration> next = suggestions(provider, whole, measured);
        CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.printRecord(whole.knobs().stream().map(knob -> knob.name()).toList());
            for (Configuration configuration : next) {
                printer.printRecord(configuration.values().values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (out == null) {
            spec.commandLine().getOut().print(text);
        } else {
            AtomicFile.write(out, writer -> writer.write(text.toString()));
            spec.commandLine().getOut().println("wrote " + out);
        }
        if (next.isEmpty()) {
            spec.commandLine().getErr().println("every configuration of " + space + " has been measured");
        }
        json.write(new Result(
                strategy,
                measured.size(),
                next.stream().map(Configuration::values).toList()));
        return 0;
    }

    /** The mean of each configuration, in the order in which they were first measured. */
    private static List<Evaluated> inOrder(MeasurementTable table) {
        Set<Configuration> order = new LinkedHashSet<>();
        table.rows().forEach(row -> order.add(row.configuration()));
        return order.stream().map(table::requireMean).toList();
    }

    private List<Configuration> suggestions(
            SearchStrategyProvider provider, ConfigurationSpace whole, List<Evaluated> measured) {
        Set<Configuration> known = new LinkedHashSet<>();
        measured.forEach(one -> known.add(one.configuration()));
        List<Configuration> next = new ArrayList<>(OfflineSearch.anchors(whole, 2));
        next.removeAll(known);
        if (next.size() >= batch) {
            return next.subList(0, batch);
        }
        List<Objective> objectives =
                Objective.of(measured.stream().map(Evaluated::outcome).toList());
        SearchStrategy asked = provider.create(new SearchProblem(
                whole, objectives, RandomStreams.of(seed).stream("suggestion after " + measured.size()), batch));
        if (!measured.isEmpty()) {
            asked.tell(measured);
        }
        asked.ask(batch).stream()
                .filter(configuration -> !next.contains(configuration))
                .limit((long) batch - next.size())
                .forEach(next::add);
        return next;
    }
}
