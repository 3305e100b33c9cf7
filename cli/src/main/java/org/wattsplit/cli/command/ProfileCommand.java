package org.wattsplit.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.profile.ProfileCloud;
import org.wattsplit.testbed.profile.ProfileInfo;
import org.wattsplit.study.profile.ProfiledDataset;
import org.wattsplit.study.Host;
import org.wattsplit.cli.output.Progress;
import org.wattsplit.cli.output.SearchProgress;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.testbed.Measurer;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchCheckpoint;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.CpuShare;
import org.wattsplit.testbed.device.DeviceKnob;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.SplitRunner;
import org.wattsplit.testbed.dl4j.Dl4jBackend;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.power.UtilisationMeter;
import org.wattsplit.testbed.profile.ProfileOrder;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.profile.Profiler;
import org.wattsplit.testbed.profile.VisitPlan;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code profile}. */
@Command(
        name = "profile",
        description = "Measure a network's configurations on this machine and a cloud, and write them as a dataset.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A configuration is a cut (split_layer), a share of the processors (cpu_share), and a codec of what crosses.",
            "All are measured, round by round in another order each time, or with --budget those that a search asks for.",
            "Latencies are measured. Energies come from a model of utilisation whose coefficients are options: their",
            "defaults are the published idle and full power of a Raspberry Pi 4 (2.7 W, 6.4 W on four cores), and round",
            "figures of a server. A CPU share stands in for throughput, not for a clock: it needs cgroups that may be",
            "written, for example as root.",
            "",
            "The cloud: 'loopback' starts its endpoint in a process of its own on this machine, 'in-process' runs tails",
            "in this one, and HOST:PORT is any server of the Open Inference Protocol that hosts MODEL.tail.CUT.",
            "In-process all energy is the edge's: that is for a try.",
            "",
            "What is written is a dataset's folder: search, evaluate, quickstart and the rest take it as --data. Each",
            "visit is first written to OUT/profile.checkpoint: a profile that was cut off goes on with --resume.",
            "",
            "Examples:",
            "  wattsplit profile --model mobilenetv2 --cpu 0.125,0.25,0.5 --out data/mobilenetv2",
            "  wattsplit profile --model vgg16 --cloud 192.168.1.9:8001 --ca lab.pem --budget 10%% --out data/vgg16",
            "  wattsplit profile --model mine --onnx mine.onnx --codecs float32,int8+zstd --out data/mine",
            "  wattsplit quickstart --data data/mobilenetv2 --out runs/mobilenetv2"
        })
final class ProfileCommand implements Callable<Integer> {
    private static final String CHECKPOINT = "profile.checkpoint";
    /** Changes of the setting that a median is taken of, at least. */
    private static final int SWITCHES = 21;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description =
                    "An architecture, built with drawn weights (see 'wattsplit models list'); with --onnx any name.")
    private String model = "";

    @Option(names = "--onnx", paramLabel = "FILE", description = "The network as an ONNX file.")
    private @Nullable Path onnx;

    @Option(
            names = "--backend",
            defaultValue = "onnx",
            paramLabel = "NAME",
            description = "onnx (default), or dl4j with its own vgg16 and resnet50.")
    private String backend = "onnx";

    @Option(
            names = "--width",
            paramLabel = "FACTOR",
            description = "Factor of the channels of a built one (default 1).")
    private double width = 1;

    @Option(names = "--pixels", paramLabel = "N", description = "Pixels of an image's side (default 224).")
    private int pixels = Zoo.PIXELS;

    @Option(
            names = "--cloud",
            defaultValue = ProfileCloud.LOOPBACK,
            paramLabel = "WHERE",
            description = "loopback (default), in-process or HOST:PORT.")
    private String cloud = ProfileCloud.LOOPBACK;

    @Mixin
    private CloudOptions cloudOptions = new CloudOptions();

    @Option(
            names = "--cpu",
            split = ",",
            defaultValue = "1",
            paramLabel = "SHARE",
            description = "Shares of all processors for the edge's process, above 0 to 1 (default 1).")
    private List<String> shares = List.of("1");

    @Option(
            names = "--codecs",
            split = ",",
            defaultValue = "float32,float16,int8",
            paramLabel = "NAME",
            description = "Codecs of what crosses (default float32,float16,int8), each also with +zstd.")
    private List<String> codecs = List.of();

    @Option(
            names = "--split-layers",
            split = ",",
            paramLabel = "N",
            description = "Only these cuts, the first and the last always with them (default all; see 'models cuts').")
    private @Nullable List<Integer> layers;

    @Option(names = "--repeats", defaultValue = "3", paramLabel = "N", description = "Visits of each (default 3).")
    private int repeats = 3;

    @Option(
            names = "--inferences",
            defaultValue = "3",
            paramLabel = "N",
            description = "Measured inferences of a visit, each a row (default 3).")
    private int inferences = 3;

    @Option(
            names = "--warm-up",
            defaultValue = "2",
            paramLabel = "N",
            description = "Inferences before them that do not count (default 2).")
    private int warmUps = 2;

    @Option(
            names = "--window",
            defaultValue = "0.5",
            paramLabel = "S",
            description = "Least seconds over which energy is taken in a visit (default 0.5).")
    private double windowSeconds = 0.5;

    @Option(
            names = "--deadline",
            defaultValue = "60",
            paramLabel = "S",
            description = "Most seconds of a call to the cloud (default 60).")
    private double deadlineSeconds = 60;

    @Option(
            names = "--budget",
            paramLabel = "N|N%",
            description = "Measure only so many configurations, or so much of the space, chosen by --strategy.")
    private @Nullable String budget;

    @Option(
            names = "--strategy",
            defaultValue = "surrogate",
            paramLabel = "NAME",
            description = "What chooses them: surrogate (default), nsga2, nsga3 or random.")
    private String strategy = "surrogate";

    @Mixin
    private EnergyModelOptions watts = new EnergyModelOptions();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of weights, input and order (default 1).")
    private long seed = 1;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The dataset's folder.")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "Go on with a profile that was cut off.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace a profile in OUT.")
    private boolean overwrite;

    @Mixin
    private JsonOption json = new JsonOption();

    /** The result as JSON. */
    record Result(
            String model,
            String backend,
            int configurations,
            int measured,
            int rows,
            double fastestMs,
            double slowestMs,
            double switchMs,
            String out) {}

    @Override
    public Integer call() {
        check();
        Path checkpoint = out.resolve(CHECKPOINT);
        requireFree(checkpoint);
        long begun = System.nanoTime();
        Network network = network();
        List<Double> switches = new ArrayList<>();
        try (SplitModel split = network.open();
                ProfileCloud where = openCloud(network);
                EdgeDevice device = EdgeDevice.of(knobs());
                SplitRunner runner = SplitRunner.of(split, where.tails(split), device);
                EnergyRecorder meter = EnergyRecorder.start(
                        UtilisationMeter.ofThisProcess(watts.edgeIdleWatts, watts.edgeCoreWatts, System::nanoTime),
                        System::nanoTime)) {
            ConfigurationSpace space = ProfileSpace.of(model, cuts(split), hardware(), codecs);
            Tensor input = Tensor.drawn(
                    split.inputShape(),
                    new SplittableRandom(RandomStreams.of(seed).seed("input")));
            Profiler profiler = new Profiler(
                    space,
                    runner,
                    device,
                    meter,
                    new VisitPlan(
                            warmUps,
                            Duration.ofNanos(Math.round(windowSeconds * 1e9)),
                            Duration.ofNanos(Math.round(deadlineSeconds * 1e9)),
                            3),
                    input,
                    switches::add);
            Map<String, String> settings = settings(network, space);
            SearchCheckpoint measurer = resume && Files.exists(checkpoint)
                    ? SearchCheckpoint.resume(checkpoint, settings, Host.producer(), profiler)
                    : SearchCheckpoint.begin(checkpoint, settings, Host.producer(), profiler);
            try (measurer) {
                List<Measurement> rows = budget == null ? all(space, measurer) : chosen(space, measurer);
                MeasurementTable table = MeasurementTable.of(space, rows);
                measureSwitches(space, device, switches);
                double switchMillis = switches.isEmpty()
                        ? 0
                        : Median.withDefaults()
                                .evaluate(switches.stream()
                                        .mapToDouble(each -> each)
                                        .toArray());
                ProfileInfo info = new ProfileInfo(
                        new FileHeader(
                                ProfileInfo.FORMAT,
                                ProfileInfo.VERSION,
                                seed,
                                Checksum.ofText(settings.toString()),
                                onnx == null ? Map.of() : Map.of("model", Checksum.ofFile(onnx)),
                                Words.withoutAsides(spec),
                                Host.producer()),
                        model,
                        network.backend(),
                        device.knobs().stream().map(DeviceKnob::describe).toList(),
                        ProfileInfo.Meter.of(meter.info()),
                        where.info(),
                        budget == null ? "all" : strategy,
                        repeats,
                        inferences,
                        warmUps,
                        new ProfileInfo.Switches(switches.size(), switchMillis),
                        (System.nanoTime() - begun) / 60e9,
                        split.cuts());
                ProfiledDataset.Span span = ProfiledDataset.write(out, model, table, info, seed);
                Result result = new Result(
                        model,
                        info.backend(),
                        Math.toIntExact(space.size()),
                        table.means().size(),
                        table.rows().size(),
                        span.fastestMillis(),
                        span.slowestMillis(),
                        switchMillis,
                        out.toString());
                measurer.discard();
                print(result);
                json.write(result);
            }
        }
        return 0;
    }

    private void check() {
        Require.atLeast("--repeats", 1, repeats);
        Require.atLeast("--inferences", 1, inferences);
        Require.atLeast("--warm-up", 0, warmUps);
        Require.between("--window", 0, 3600, windowSeconds);
        Require.between("--deadline", 0.001, 3600, deadlineSeconds);
        watts.check();
        codecs.forEach(Codecs::of);
        if (limited() && cloud.equals(ProfileCloud.IN_PROCESS)) {
            throw InputException.of("--cpu with --cloud in-process", "1", shares)
                    .maybe("the share would slow tails down too; use --cloud loopback");
        }
    }

    /** Changes the setting some more where few of them were seen, as after a resumption that had next to nothing to do. */
    private static void measureSwitches(ConfigurationSpace space, EdgeDevice device, List<Double> switches) {
        for (int i = 0; space.settings() > 1 && switches.size() < SWITCHES; i++) {
            EdgeDevice.Switch changed = device.apply(space.setting(i % space.settings()));
            if (changed.changed() > 0) {
                switches.add(changed.millis());
            }
        }
    }

    private void requireFree(Path checkpoint) {
        Path table = out.resolve(DatasetFolder.MEASUREMENTS);
        if (Files.exists(table) && !overwrite) {
            throw InputException.of("the output", "a folder without a measurement table", table + ", which exists")
                    .maybe("name another folder, or add --overwrite");
        }
        if (Files.exists(checkpoint) && !resume && !overwrite) {
            throw InputException.of(
                            "the output", "a folder where nothing was cut off", checkpoint + ", of a profile that was")
                    .maybe("add --resume to go on with it, or --overwrite to begin anew");
        }
    }

    private Network network() {
        return switch (backend) {
            case "onnx" -> Network.ofFile(model, onnx == null ? NetworkFiles.built(model, width, pixels, seed) : onnx);
            case "dl4j" -> {
                if (onnx != null || width != 1) {
                    throw InputException.of(
                            "--backend dl4j", "without --onnx and --width", onnx == null ? width : onnx);
                }
                yield Dl4jBackend.network(model, pixels);
            }
            default -> throw InputException.unknown("a backend", backend, List.of("onnx", "dl4j"));
        };
    }

    /** None where nothing is limited: that needs no control groups. */
    private List<DeviceKnob> knobs() {
        return limited() ? List.of(CpuShare.ofThisProcess()) : List.of();
    }

    private List<Knob> hardware() {
        return limited() ? List.of(new Knob(CpuShare.NAME, Knob.Kind.NUMERIC, shares, true)) : List.of();
    }

    private boolean limited() {
        return !shares.equals(List.of("1"));
    }

    private List<Integer> cuts(SplitModel split) {
        int last = split.cuts().size() - 1;
        if (layers == null) {
            return IntStream.rangeClosed(0, last).boxed().toList();
        }
        layers.forEach(layer -> {
            if (layer < 0 || layer > last) {
                throw InputException.of("--split-layers", "between 0 and " + last, layer);
            }
        });
        return IntStream.concat(IntStream.of(0, last), layers.stream().mapToInt(layer -> layer))
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }

    /** All configurations, round by round. */
    private List<Measurement> all(ConfigurationSpace space, Measurer measurer) {
        List<Configuration> order = ProfileOrder.of(space, repeats, RandomStreams.of(seed).stream("order"));
        List<Measurement> rows = new ArrayList<>();
        Map<Configuration, Integer> visited = new TreeMap<>();
        try (Progress progress = new Progress("profiling", order.size())) {
            for (Configuration one : order) {
                int before = visited.merge(one, 1, Integer::sum) - 1;
                add(rows, one, measurer.measure(one, before * inferences, inferences));
                progress.accept(visited.values().stream().mapToInt(each -> each).sum());
            }
        }
        return rows;
    }

    /** What a search asks for. */
    private List<Measurement> chosen(ConfigurationSpace space, Measurer measurer) {
        SearchStrategyProvider provider =
                Providers.load("the strategy", SearchStrategyProvider.class).get(strategy);
        int evaluations = Budget.parse(String.valueOf(budget)).evaluations(space);
        List<Measurement> rows = new ArrayList<>();
        try (SearchProgress progress = new SearchProgress(Objective.TWO, evaluations, 1)) {
            OfflineSearch.run(
                    new SearchProblem(space, Objective.TWO, RandomStreams.of(seed).stream("search"), 1),
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
    private Map<String, String> settings(Network network, ConfigurationSpace space) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("network", network.backend() + " " + model);
        if (onnx != null) {
            settings.put("file", Checksum.ofFile(onnx));
        }
        settings.put("size", width + " times the channels, " + pixels + " pixels");
        settings.put("cloud", cloud);
        settings.put("space", Checksum.ofText(Documents.toJsonLine(space.spec())));
        settings.put("visits", repeats + " of " + inferences + " inferences after " + warmUps);
        settings.put("window", windowSeconds + " s");
        settings.put("edge's watts", watts.edgeIdleWatts + " and " + watts.edgeCoreWatts + " a busy core");
        settings.put("cloud's watts", watts.cloudIdleWatts + " and " + watts.cloudCoreWatts + " a busy core");
        settings.put("budget", budget == null ? "all" : budget + " by " + strategy);
        settings.put("seed", String.valueOf(seed));
        return settings;
    }

    private void print(Result result) {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s (%s): %d of %d configurations, %d rows, %.1f to %.1f ms; a change of the setting takes"
                                + " %.2f ms%nwrote %s%nnext: wattsplit quickstart --data %s --out runs/%s%n",
                        result.model(),
                        result.backend(),
                        result.measured(),
                        result.configurations(),
                        result.rows(),
                        result.fastestMs(),
                        result.slowestMs(),
                        result.switchMs(),
                        out,
                        out,
                        result.model());
    }

    private ProfileCloud openCloud(Network network) {
        Duration deadline = Duration.ofNanos(Math.round(deadlineSeconds * 1e9));
        return ProfileCloud.open(
                cloud,
                network,
                address -> cloudOptions.client(address, deadline),
                watts.cloudIdleWatts,
                watts.cloudCoreWatts);
    }
}
