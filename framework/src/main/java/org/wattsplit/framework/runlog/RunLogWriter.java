package org.wattsplit.framework.runlog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wattsplit.framework.env.Info;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;

/**
 * Writes a run into a folder: {@value #MANIFEST}, {@value #REQUESTS} with one row per request, and {@value #TIMING}
 * with how long each decision took, which is the only file that differs between runs of equal seeds. Rows are handed to
 * the operating system one by one.
 */
public final class RunLogWriter implements StepListener {
    /** What the run was. */
    public static final String MANIFEST = "run.json";

    /** One row per request. */
    public static final String REQUESTS = "requests.csv";

    /** Decision times. */
    public static final String TIMING = "timing.csv";

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Path folder;
    private final RunManifest manifest;
    private final CSVPrinter requests;
    private final CSVPrinter timing;
    private boolean closed;

    private RunLogWriter(Path folder, RunManifest manifest, CSVPrinter requests, CSVPrinter timing) {
        this.folder = folder;
        this.manifest = manifest;
        this.requests = requests;
        this.timing = timing;
    }

    /** Begins the log of a run in a folder, which is made when there is none; files in it are replaced. */
    public static RunLogWriter begin(Path folder, RunManifest manifest) {
        try {
            Files.createDirectories(folder);
            Documents.writeJson(folder.resolve(MANIFEST), manifest);
            CSVPrinter requests = open(folder.resolve(REQUESTS), manifest, RunLogColumns.of(manifest.knobs()));
            CSVPrinter timing =
                    open(folder.resolve(TIMING), manifest, List.of(RunLogColumns.REQUEST_ID, "decision_us"));
            return new RunLogWriter(folder, manifest, requests, timing);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static CSVPrinter open(Path path, RunManifest manifest, List<String> columns) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
        writer.write("# format: " + RunManifest.FORMAT + "\n# version: " + RunManifest.VERSION + "\n# seed: "
                + manifest.header().seed() + "\n# configuration_hash: "
                + manifest.header().configurationHash() + "\n# code: "
                + manifest.header().producer().code() + "\n");
        CSVPrinter printer = new CSVPrinter(writer, FORMAT);
        printer.printRecord(columns);
        printer.flush();
        return printer;
    }

    private static UncheckedIOException failed(Path folder, IOException e) {
        return new UncheckedIOException("Cannot write the run log in " + folder + ": " + e.getMessage(), e);
    }

    @Override
    public void onStep(int action, Step step, long decisionNanos) {
        try {
            requests.printRecord(row(action, step));
            requests.flush();
            timing.printRecord(step.info().request().id(), String.format(Locale.ROOT, "%.3f", decisionNanos / 1e3));
            timing.flush();
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static List<Object> row(int action, Step step) {
        Info info = step.info();
        List<Object> row = new ArrayList<>(64);
        row.add(info.request().id());
        row.add(info.request().model());
        row.add(info.request().arrivalMillis());
        row.add(info.startMillis());
        row.add(info.request().deadlineMillis());
        row.add(action);
        row.addAll(info.configuration().values().values());
        row.add(lower(info.configuration().placement()));
        row.add(info.settingBefore());
        row.add(info.configuration().settingIndex());
        for (Condition condition : Condition.values()) {
            row.add(cell(info.conditions().value(condition)));
        }
        row.add("");
        row.add("");
        Outcome outcome = info.outcome();
        for (LatencyPart part : LatencyPart.values()) {
            row.add(cell(outcome.latencyMillis(part)));
            row.add(lower(outcome.provenance(part)));
        }
        for (EnergyPart part : EnergyPart.values()) {
            row.add(cell(outcome.energyJoules(part)));
            row.add(lower(outcome.provenance(part)));
        }
        row.add(cell(outcome.accuracy()));
        row.add(lower(outcome.accuracyProvenance()));
        row.add(outcome.latencyMillis());
        row.add(outcome.energyJoules());
        row.add(info.missed());
        row.add(step.reward());
        return row;
    }

    private static Object cell(OptionalDouble value) {
        return value.isPresent() ? (Object) value.getAsDouble() : "";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onComplete() {
        close();
        Documents.writeJson(folder.resolve(MANIFEST), manifest.completed());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            requests.close(true);
            timing.close(true);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }
}
