package org.wattsplit.study.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchCheckpoint;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Measurer;
import org.wattsplit.study.job.Existing;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.search.SearchProgress;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.DeviceKnob;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.profile.BlockLog;
import org.wattsplit.testbed.profile.ProfileCloud;
import org.wattsplit.testbed.profile.ProfileInfo;
import org.wattsplit.testbed.profile.ProfileOrder;
import org.wattsplit.testbed.profile.Profiler;
import org.wattsplit.testbed.profile.VisitPlan;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Measures a network's configurations on this machine and a cloud, and writes them as a dataset's folder. Each visit is
 * first kept in a checkpoint in that folder, so that a profile that was cut off goes on.
 */
public final class ProfileJob {
    private static final String CHECKPOINT = "profile.checkpoint";
    private static final String BLOCKS = "profile.blocks";
    /** Changes of the setting that a median is taken of, at least. */
    private static final int SWITCHES = 21;

    private final ProfilePlan plan;
    private final JobContext context;
    private final List<Double> switches = new ArrayList<>();

    private ProfileJob(ProfilePlan plan, JobContext context) {
        this.plan = plan;
        this.context = context;
    }

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or what it names breaks a rule
     */
    public static ProfileResult run(ProfilePlan plan, JobContext context) {
        try (WriteLock mine = WriteLock.inside(plan.out())) {
            return new ProfileJob(plan, context).run();
        }
    }

    private ProfileResult run() {
        Path checkpoint = plan.out().resolve(CHECKPOINT);
        requireFree(checkpoint);
        boolean resumed = plan.existing() == Existing.RESUME && Files.exists(checkpoint);
        Codecs codecs = Codecs.of(context.registry());
        plan.codecs().forEach(codecs::get);
        long begun = System.nanoTime();
        try (ProfileSubject subject = ProfileSubject.open(plan);
                ProfileCloud where = ProfileCloud.open(
                        plan.cloud().place(),
                        subject.networks(),
                        plan.cloud().clients(),
                        plan.watts().cloudIdle(),
                        plan.watts().cloudCore());
                ProfileBench bench = ProfileBench.open(plan, context);
                BlockLog blocks = BlockLog.open(plan.out().resolve(BLOCKS), resumed)) {
            ConfigurationSpace space = subject.space(plan, bench.knobs());
            subject.measureAccuracies(space, codecs, context);
            Profiler profiler = profiler(space, subject, where, bench, blocks, codecs);
            Map<String, String> settings = settings(subject, space);
            SearchCheckpoint measurer = resumed
                    ? SearchCheckpoint.resume(checkpoint, settings, context.producer(), profiler)
                    : SearchCheckpoint.begin(checkpoint, settings, context.producer(), profiler);
            try (measurer) {
                List<Measurement> rows = measure(space, measurer);
                refine(rows, measurer, blocks);
                MeasurementTable table =
                        ProfiledBlocks.table(space, rows, profiler::bytes, blocks, plan.bench() != null);
                measureSwitches(space, bench.device());
                DeviceFacts facts = facts(profiler, where, table, bench, blocks);
                ProfileInfo info = info(subject, where, bench, settings, begun)
                        .with(ProfiledBlocks.info(table, blocks, profiler.leastBlock(), plan.bench()));
                ProfilePlan.NetworkChoice of = plan.network();
                ProfiledDataset.Span span =
                        ProfiledDataset.write(plan.out(), of.name(), table, facts, info, plan.seed());
                ProfiledBlocks.write(plan.out(), table.space(), blocks, plan.bench() != null);
                measurer.discard();
                blocks.discard();
                return new ProfileResult(
                        of.name(),
                        info.backend(),
                        Math.toIntExact(space.size()),
                        table.means().size(),
                        table.rows().size(),
                        span.fastestMillis(),
                        span.slowestMillis(),
                        info.switches().medianMs(),
                        info.blocks(),
                        plan.out().toString());
            }
        }
    }

    /** Visits anew those whose energy is not known well enough, round by round, until it is or their time is up. */
    private void refine(List<Measurement> rows, Measurer measurer, BlockLog blocks) {
        ProfilePlan.Bench bench = plan.bench();
        if (bench == null) {
            return;
        }
        int inferences = plan.visits().inferences();
        int first = plan.visits().repeats();
        RandomGenerator random = RandomStreams.of(plan.seed()).stream("refining");
        for (int visit = first; ; visit++) {
            int before = visit;
            List<Configuration> open = new ArrayList<>(rows.stream()
                    .map(Measurement::configuration)
                    .distinct()
                    .filter(one -> !blocks.isDone(one, before, bench.precision(), first, bench.limitSeconds()))
                    .sorted()
                    .toList());
            if (open.isEmpty()) {
                return;
            }
            ProfileOrder.shuffle(open, random);
            try (Progress progress = context.display()
                    .begin("round " + (visit + 1) + ", energies not known to the precision", open.size())) {
                for (int i = 0; i < open.size(); i++) {
                    add(rows, open.get(i), measurer.measure(open.get(i), visit * inferences, inferences));
                    progress.reached(i + 1);
                }
            }
        }
    }

    /** A share of a processor is no clock, so that only a frequency is named as one. */
    private DeviceFacts facts(
            Profiler profiler, ProfileCloud where, MeasurementTable table, ProfileBench bench, BlockLog blocks) {
        DeviceFacts powers = DeviceFacts.NONE.withIdlePower(
                ProfiledBlocks.idleWatts(table, blocks).orElse(plan.watts().edgeIdle()),
                where.saysItsEnergyItself() ? 0 : plan.watts().cloudIdle());
        String clock = bench.clock();
        DeviceFacts idle = clock == null ? powers : powers.withClock(clock, null);
        return where.roundTripMillis()
                .flatMap(profiler::baseLink)
                // It was measured at another time than the rows: none of them may have taken less than it says.
                .map(link -> link.asFastAs(transfers(profiler, table)))
                .map(link -> idle.withLink(link.mbps(), link.rttMillis()))
                .orElse(idle);
    }

    private static List<Profiler.Transfer> transfers(Profiler profiler, MeasurementTable table) {
        return table.means().stream()
                .filter(one -> profiler.bytes(one.configuration()) > 0)
                .map(one -> new Profiler.Transfer(
                        profiler.bytes(one.configuration()),
                        one.outcome().latencyMillis(LatencyPart.TRANSFER).orElse(0)))
                .filter(one -> one.millis() > 0)
                .toList();
    }

    private Profiler profiler(
            ConfigurationSpace space,
            ProfileSubject subject,
            ProfileCloud where,
            ProfileBench bench,
            BlockLog blocks,
            Codecs codecs) {
        Tensor input = Tensor.drawn(
                subject.inputShape(),
                new SplittableRandom(RandomStreams.of(plan.seed()).seed("input")));
        ProfilePlan.Visits visits = plan.visits();
        return new Profiler(
                space,
                subject.targets(where, bench.device()),
                bench.device(),
                bench.meter(),
                blocks,
                RandomStreams.of(plan.seed()).stream("pauses"),
                new VisitPlan(
                        visits.warmUps(),
                        Duration.ofNanos(Math.round(visits.windowSeconds() * 1e9)),
                        plan.bench() != null,
                        visits.deadline(),
                        3),
                codecs,
                input,
                switches::add);
    }

    private ProfileInfo info(
            ProfileSubject subject, ProfileCloud where, ProfileBench bench, Map<String, String> settings, long begun) {
        @Nullable Path file = plan.network().file();
        double switchMillis = switches.isEmpty()
                ? 0
                : Median.withDefaults()
                        .evaluate(switches.stream().mapToDouble(each -> each).toArray());
        ProfilePlan.Selection selection = plan.selection();
        return new ProfileInfo(
                new FileHeader(
                        ProfileInfo.FORMAT,
                        ProfileInfo.VERSION,
                        plan.seed(),
                        Checksum.ofText(settings.toString()),
                        file == null ? Map.of() : Map.of("model", Checksum.ofFile(file)),
                        plan.command(),
                        context.producer()),
                plan.network().name(),
                subject.backend(),
                bench.device().knobs().stream().map(DeviceKnob::describe).toList(),
                ProfileInfo.Meter.of(bench.meter().info(), bench.meterError()),
                null,
                where.info(),
                selection == null ? "all" : selection.strategy(),
                plan.visits().repeats(),
                plan.visits().inferences(),
                plan.visits().warmUps(),
                new ProfileInfo.Switches(switches.size(), switchMillis),
                (System.nanoTime() - begun) / 60e9,
                subject.cuts());
    }

    /** Changes the setting some more where few of them were seen, as after a resumption that had next to nothing to do. */
    private void measureSwitches(ConfigurationSpace space, EdgeDevice device) {
        for (int i = 0; space.settings() > 1 && switches.size() < SWITCHES; i++) {
            EdgeDevice.Switch changed = device.apply(space.setting(i % space.settings()));
            if (changed.changed() > 0) {
                switches.add(changed.millis());
            }
        }
    }

    private void requireFree(Path checkpoint) {
        Path table = plan.out().resolve(DatasetFolder.MEASUREMENTS);
        if (Files.exists(table) && plan.existing() != Existing.REPLACE) {
            throw InputException.exists(table).maybe("name another folder, or replace what is there");
        }
        if (Files.exists(checkpoint) && plan.existing() == Existing.REFUSE) {
            throw InputException.exists(checkpoint + ", of a profile that was cut off,")
                    .maybe("resume it, or replace it to begin anew");
        }
    }

    private List<Measurement> measure(ConfigurationSpace space, Measurer measurer) {
        ProfilePlan.Selection selection = plan.selection();
        return selection == null ? all(space, measurer) : chosen(space, measurer, selection);
    }

    /** All configurations, round by round. */
    private List<Measurement> all(ConfigurationSpace space, Measurer measurer) {
        int inferences = plan.visits().inferences();
        List<Configuration> order =
                ProfileOrder.of(space, plan.visits().repeats(), RandomStreams.of(plan.seed()).stream("order"));
        List<Measurement> rows = new ArrayList<>();
        Map<Configuration, Integer> visited = new TreeMap<>();
        try (Progress progress = context.display().begin("profiling", order.size())) {
            for (int i = 0; i < order.size(); i++) {
                Configuration one = order.get(i);
                int before = visited.merge(one, 1, Integer::sum) - 1;
                add(rows, one, measurer.measure(one, before * inferences, inferences));
                progress.reached(i + 1);
            }
        }
        return rows;
    }

    /** What a search asks for. */
    private List<Measurement> chosen(ConfigurationSpace space, Measurer measurer, ProfilePlan.Selection selection) {
        SearchStrategyProvider provider = context.registry()
                .of("the strategy", SearchStrategyProvider.class)
                .get(selection.strategy());
        int evaluations = selection.budget().evaluations(space);
        int repeats = plan.visits().repeats();
        int inferences = plan.visits().inferences();
        List<Measurement> rows = new ArrayList<>();
        try (SearchProgress progress = new SearchProgress(context.display(), Objective.TWO, null, evaluations, 1)) {
            OfflineSearch.run(
                    new SearchProblem(space, Objective.TWO, RandomStreams.of(plan.seed()).stream("search"), 1),
                    provider,
                    evaluations,
                    new Repeats(repeats * inferences, repeats * inferences, null),
                    (configuration, before, times) -> {
                        List<Outcome> outcomes = new ArrayList<>();
                        for (int visit = 0; visit < repeats; visit++) {
                            outcomes.addAll(measurer.measure(configuration, visit * inferences, inferences));
                        }
                        add(rows, configuration, outcomes);
                        return outcomes;
                    },
                    progress);
        }
        return rows;
    }

    private static void add(List<Measurement> rows, Configuration configuration, List<Outcome> outcomes) {
        outcomes.forEach(outcome -> rows.add(new Measurement(configuration, outcome)));
    }

    /** All that decides what is measured. */
    private Map<String, String> settings(ProfileSubject subject, ConfigurationSpace space) {
        Map<String, String> settings = new TreeMap<>();
        ProfilePlan.NetworkChoice of = plan.network();
        ProfilePlan.Visits visits = plan.visits();
        ProfilePlan.Watts watts = plan.watts();
        ProfilePlan.Selection selection = plan.selection();
        settings.put("network", subject.backend() + " " + of.name());
        if (of.file() != null) {
            settings.put("file", Checksum.ofFile(of.file()));
        }
        settings.put("size", of.width() + " times the channels, " + of.pixels() + " pixels");
        if (of.batch() != 1) {
            settings.put("batch", String.valueOf(of.batch()));
        }
        settings.put("cloud", plan.cloud().place());
        settings.put("space", Checksum.ofText(Documents.toJsonLine(space.spec())));
        settings.put(
                "visits", visits.repeats() + " of " + visits.inferences() + " inferences after " + visits.warmUps());
        settings.put("window", visits.windowSeconds() + " s");
        settings.put("edge's watts", watts.edgeIdle() + " and " + watts.edgeCore() + " a busy core");
        settings.put("cloud's watts", watts.cloudIdle() + " and " + watts.cloudCore() + " a busy core");
        settings.put("budget", selection == null ? "all" : selection.budget().text() + " by " + selection.strategy());
        settings.put("seed", String.valueOf(plan.seed()));
        settings.putAll(ProfileBench.settings(plan));
        return settings;
    }
}
