package org.wattsplit.framework.runlog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.Info;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.testbed.DrawnWorld;

/**
 * Writes a run into a folder: {@value #MANIFEST}, {@value #REQUESTS} with one row per request, and {@value #TIMING}
 * with how long each decision took, and all from one row to the next, which is the only file that differs between runs of
 * equal seeds. Rows are handed to
 * the operating system one by one, so that a run that is killed loses one row at most.
 *
 * <p>A run that was cut off is resumed by running it again: its rows must come out as they stand in the log, and what
 * is missing is appended.
 */
public final class RunLogWriter implements RunListener {
    /** What the run was. */
    public static final String MANIFEST = "run.json";

    /** One row per request. */
    public static final String REQUESTS = "requests.csv";

    /** Decision times. */
    public static final String TIMING = "timing.csv";

    /** What a policy learned while it ran; only where it was told to. */
    public static final String LEARNED = "learned.policy";

    static final String DECISION = "decision_us";
    static final String LOOP = "loop_us";

    /** Characters of a text that is kept: three of them, of three bytes each, leave room in {@link AppendedLines#LINE_BYTES}. */
    private static final int TEXT = 320;

    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Path folder;
    private final RunManifest manifest;
    private final AppendedLines requests;
    private final AppendedLines timing;
    private final boolean alreadyComplete;
    private final List<Condition> conditions;
    private final RightAnswers rights;
    /** When the row before was written; 0 before the first. */
    private long loopNanos;

    private @Nullable DrawnWorld world;

    private RunLogWriter(
            Path folder, RunManifest manifest, AppendedLines requests, AppendedLines timing, boolean alreadyComplete) {
        this.folder = folder;
        this.manifest = manifest;
        this.requests = requests;
        this.timing = timing;
        this.alreadyComplete = alreadyComplete;
        Long seed = manifest.header().seed();
        rights = new RightAnswers(seed == null ? 0 : seed);
        conditions = Stream.concat(
                        Condition.COMMON.stream(),
                        manifest.ownConditions().stream().map(RunLogWriter::named))
                .toList();
    }

    /**
     * Begins the log of a run in a folder, which is made when there is none; files in it are replaced.
     *
     * @throws InputException where the folder or a file in it is a symbolic link
     */
    public static RunLogWriter begin(Path folder, RunManifest manifest) {
        AtomicFile.requireNoLink(folder);
        String head = requestsHead(manifest);
        Documents.writeJson(folder.resolve(MANIFEST), manifest);
        return new RunLogWriter(
                folder,
                manifest,
                AppendedLines.begin(folder.resolve(REQUESTS), head),
                AppendedLines.begin(folder.resolve(TIMING), timingHead(manifest)),
                false);
    }

    /** Goes on with the log of a run that was cut off; begins it where there is none. */
    public static RunLogWriter resume(Path folder, RunManifest manifest) {
        AtomicFile.requireNoLink(folder);
        Path manifestPath = folder.resolve(MANIFEST);
        if (!Files.exists(manifestPath)) {
            return begin(folder, manifest);
        }
        RunManifest begun = RunManifest.FILE.readJson(manifestPath);
        if (!begun.completed(null).equals(manifest.completed(null))) {
            List<String> lines = new ArrayList<>();
            lines.add("Expected the run to be the one that is asked for again, given another:");
            begun.completed(null)
                    .differences(manifest.completed(null))
                    .forEach((name, values) -> lines.add("  " + name + ": " + values.words("asked for")));
            throw new InputException(String.join(System.lineSeparator(), lines))
                    .at(manifestPath.toString(), 0, 0)
                    .maybe("resume with the plan, data and version that it was begun with, or begin anew");
        }
        return new RunLogWriter(
                folder,
                manifest,
                AppendedLines.resume(folder.resolve(REQUESTS), requestsHead(manifest)),
                AppendedLines.resume(folder.resolve(TIMING), timingHead(manifest)),
                begun.complete());
    }

    private static String requestsHead(RunManifest manifest) {
        return head(manifest, RunLogColumns.of(manifest));
    }

    private static String timingHead(RunManifest manifest) {
        return head(manifest, List.of(RunLogColumns.REQUEST_ID, DECISION, LOOP));
    }

    private static String head(RunManifest manifest, List<String> columns) {
        return "# format: " + RunManifest.FORMAT + "\n# version: " + RunManifest.VERSION + "\n# seed: "
                + manifest.header().seed() + "\n# configuration_hash: "
                + manifest.header().configurationHash() + "\n# code: "
                + manifest.header().producer().code() + "\n" + FORMAT.format(columns.toArray()) + "\n";
    }

    @Override
    public boolean alreadyComplete() {
        return alreadyComplete;
    }

    @Override
    public int passKnown() {
        int rows = requests.passRecorded();
        int times = timing.passRecorded();
        // A run that was killed between the two files lacks a decision time.
        for (; times < rows; times++) {
            timing.append(",,", false);
        }
        return rows;
    }

    @Override
    public void onReset(Reset reset) {
        world = reset.world();
    }

    @Override
    public void onDecision() {
        requests.reserve();
        timing.reserve();
        if (loopNanos == 0) {
            loopNanos = System.nanoTime();
        }
    }

    @Override
    public void onOutcome(Moment moment) {
        Step step = moment.step();
        requests.append(FORMAT.format(row(moment.action(), step).toArray()), true);
        long now = System.nanoTime();
        timing.append(
                FORMAT.format(step.info().request().id(), moment.decisionNanos() / 1e3, (now - loopNanos) / 1e3),
                false);
        loopNanos = now;
    }

    private List<Object> row(int action, Step step) {
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
        row.add(info.settingAfter());
        for (Condition condition : conditions) {
            row.add(cell(info.conditions().value(condition)));
        }
        Outcome outcome = info.outcome();
        row.add(outcome.guarding().state());
        row.add(text(outcome.guarding().fallback()));
        row.add(text(outcome.absences().entrySet().stream()
                .map(entry -> entry.getKey().column() + ": " + entry.getValue())
                .collect(Collectors.joining("; "))));
        if (manifest.onHardware()) {
            Disturbance disturbance = outcome.disturbance();
            row.add(text(disturbance.words()));
            row.add(disturbance.requests() == 0 ? (Object) "" : disturbance.requests());
        }
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
        if (manifest.drawsRight()) {
            row.add(
                    outcome.accuracy().isPresent()
                            ? (Object)
                                    (rights.drawn(
                                                    info.request().id(),
                                                    info.configuration(),
                                                    outcome.accuracy().getAsDouble())
                                            ? 1
                                            : 0)
                            : "");
        }
        row.add(outcome.latencyMillis());
        row.add(outcome.hasEnergy() ? (Object) outcome.energyJoules() : "");
        row.add(info.missed());
        row.add(step.reward());
        return row;
    }

    /** The condition of a name: values are found by it. */
    private static Condition named(String column) {
        return new Condition(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A row is a line: what others say may be of several, and of any length. */
    private static String text(String words) {
        String line = words.isEmpty() ? "" : BREAKS.matcher(words).replaceAll(" ");
        return line.length() <= TEXT ? line : line.substring(0, TEXT) + "…";
    }

    private static Object cell(OptionalDouble value) {
        return value.isPresent() ? (Object) value.getAsDouble() : "";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onLearned(PolicyFile.About about, Learner learner) {
        PolicyFile.write(folder.resolve(LEARNED), about, learner);
    }

    @Override
    public void onComplete() {
        close();
        Documents.writeJson(folder.resolve(MANIFEST), manifest.completed(world));
    }

    @Override
    public void close() {
        requests.close();
        timing.close();
    }
}
