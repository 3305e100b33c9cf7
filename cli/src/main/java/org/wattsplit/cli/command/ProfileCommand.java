package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.profile.ProfileJob;
import org.wattsplit.study.profile.ProfilePlan;
import org.wattsplit.study.profile.ProfileResult;
import org.wattsplit.testbed.profile.ProfileCloud;
import org.wattsplit.testbed.profile.ProfileInfo;
import org.wattsplit.testbed.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code profile}. */
@Command(
        name = "profile",
        description = "Measure a network's configurations on this machine and a cloud, and write them as a dataset.",
        footer = {
            "",
            "A configuration is a cut (split_layer), a share of the processors (cpu_share), and a codec of what crosses.",
            "Of a family of networks its knobs are part of it, and so is the accuracy on 10,000 unseen pictures.",
            "All are measured, round by round in another order each time, or with --budget those that a search asks for.",
            "Latencies are measured. Energies come from a model of utilisation whose coefficients are options: their",
            "defaults are the published idle and full power of a Raspberry Pi 4 (2.7 W, 6.4 W on four cores), and round",
            "figures of a server. A CPU share stands in for throughput, not for a clock: it needs cgroups that may be",
            "written, for example as root.",
            "",
            "With --config, device and meter are those of a testbed.yaml: every knob of it gets its values by --knob. Visits",
            "are blocks of inferences, with pauses that keep them out of step with the meter, and go on until energies are",
            "known to --precision. Quiet times tell what each hardware setting draws when it waits. The device is this",
            "machine: run it there.",
            "",
            "The cloud: 'loopback' starts its endpoint in a process of its own on this machine, 'in-process' runs tails",
            "in this one, and HOST:PORT is any server of the Open Inference Protocol that hosts MODEL.tail.CUT.",
            "In-process all energy is the edge's: that is for a try.",
            "",
            "What is written is a dataset's folder: search, evaluate, quickstart and the rest take it as --data. Each",
            "visit is first written to OUT/profile.checkpoint: a profile that was cut off goes on with --resume.",
            "",
            "Examples:",
            "  wattsplit profile --network mobilenetv2 --cpu 0.125,0.25,0.5 --out data/mobilenetv2",
            "  wattsplit profile --network vgg16 --cloud 192.168.1.9:8001 --ca lab.pem --budget 10%% --out data/vgg16",
            "  wattsplit profile --network exits --batch 50 --cpu 0.25,0.5,1 --codecs float32,int8,int2 --out data/exits",
            "  wattsplit profile --network mine --onnx mine.onnx --codecs float32,int8+zstd --out data/mine",
            "  wattsplit profile --network mobilenetv2 --config testbed.yaml --knob cpu_freq_mhz=600,1200,1800 --out data/pi4",
            "  wattsplit quickstart --data data/mobilenetv2 --out runs/mobilenetv2"
        })
final class ProfileCommand extends JsonCommand {
    @Option(
            names = "--network",
            required = true,
            paramLabel = "NAME",
            description =
                    "An architecture, built with drawn weights, or a family of trained networks (see 'wattsplit networks list');"
                            + " with --onnx any name. --model is its deprecated name.")
    private String network = "";

    @Option(names = "--onnx", paramLabel = "FILE", description = "The network as an ONNX file.")
    private @Nullable Path onnx;

    @Option(
            names = "--backend",
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
            names = "--batch",
            paramLabel = "N",
            description = "Pictures of a request to a family, which cross as one tensor (default 1).")
    private int batch = 1;

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
            description =
                    "Only these cuts, the first and the last always with them (default all; see 'networks cuts').")
    private @Nullable List<Integer> layers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A testbed.yaml whose device and meter are used, in the place of --cpu and the model of the energy"
                            + " (docs/power.md). Its network and cloud are not.")
    private @Nullable Path config;

    @Option(
            names = "--knob",
            paramLabel = "NAME=A,B",
            description = "Values of a hardware knob of --config that are measured, such as cpu_freq_mhz=600,1200,1800;"
                    + " once for each knob.")
    private Map<String, String> knobs = new LinkedHashMap<>();

    @Option(
            names = "--precision",
            paramLabel = "P%",
            description =
                    "With --config: visits go on until half the 95 %% interval of each edge energy is below so much of"
                            + " it (default 2%%).")
    private @Nullable String precision;

    @Option(
            names = "--limit",
            paramLabel = "S",
            description =
                    "With --config: seconds of blocks beyond --repeats after which a configuration is left as it is (default 300).")
    private double limitSeconds = ProfilePlan.Bench.LIMIT_SECONDS;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Visits of each (default 3; with --config 5, and more as --precision asks).")
    private @Nullable Integer repeats;

    @Option(
            names = "--inferences",
            paramLabel = "N",
            description = "Measured inferences of a visit, each a row (default 3).")
    private int inferences = 3;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Inferences before them that do not count (default 2).")
    private int warmUps = 2;

    @Option(
            names = "--window",
            paramLabel = "S",
            description = "Least seconds over which energy is taken in a visit (default 0.5).")
    private double windowSeconds = 0.5;

    @Option(names = "--deadline", paramLabel = "S", description = "Most seconds of a call to the cloud (default 60).")
    private double deadlineSeconds = 60;

    @Option(
            names = "--budget",
            paramLabel = "N|N%",
            description =
                    "Measure only so many configurations, or so much of the space, 16 at least, chosen by --strategy.")
    private @Nullable String budget;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "What chooses them: surrogate (default), nsga2, nsga3 or random.")
    private String strategy = "surrogate";

    @Mixin
    private EnergyModelOptions watts = new EnergyModelOptions();

    @Option(names = "--seed", description = "Seed of weights, input and order (default 1).")
    private long seed = 1;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The dataset's folder.")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "Go on with a profile that was cut off.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace a profile in OUT.")
    private boolean overwrite;

    @Override
    public Integer call() {
        Duration deadline = Duration.ofNanos(Math.round(deadlineSeconds * 1e9));
        ProfileResult result = ProfileJob.run(
                new ProfilePlan(
                        new ProfilePlan.NetworkChoice(network, onnx, backend, width, pixels, batch),
                        new ProfilePlan.CloudChoice(cloud, address -> cloudOptions.client(address, deadline)),
                        shares,
                        codecs,
                        layers,
                        new ProfilePlan.Visits(visits(), inferences, warmUps, windowSeconds, deadline),
                        budget == null ? null : new ProfilePlan.Selection(Budget.parse(budget), strategy),
                        bench(),
                        watts.watts(),
                        seed,
                        out,
                        Jobs.existing(resume, overwrite)),
                context());
        UnitScale times = Units.MILLIS.roughly(result.fastestMs(), result.slowestMs());
        out().printf(
                        "%s (%s): %d of %d configurations, %d rows, %s to %s; a change of the setting takes"
                                + " %s%n%swrote %s%nnext: wattsplit quickstart --data %s --out runs/%s%n",
                        result.model(),
                        result.backend(),
                        result.measured(),
                        result.configurations(),
                        result.rows(),
                        times.cell(result.fastestMs()),
                        times.text(result.slowestMs()),
                        Units.MILLIS.of(result.switchMs()).text(result.switchMs()),
                        precision(result.blocks(), result.measured()),
                        out,
                        out,
                        result.model());
        writeJson(result);
        return 0;
    }

    private int visits() {
        if (repeats != null) {
            return repeats;
        }
        return config == null ? ProfilePlan.Visits.USUAL.repeats() : ProfilePlan.Bench.REPEATS;
    }

    private ProfilePlan.@Nullable Bench bench() {
        Path file = config;
        if (file == null) {
            InputException.require(
                    knobs.isEmpty() && precision == null, "--knob and --precision", "with --config", "without");
            return null;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        knobs.forEach((name, list) -> values.put(name, List.of(list.split(","))));
        return new ProfilePlan.Bench(
                file, values, precision == null ? ProfilePlan.Bench.PRECISION : share(precision), limitSeconds);
    }

    private static double share(String percent) {
        try {
            return Double.parseDouble(percent.replaceFirst("%$", "")) / 100;
        } catch (NumberFormatException e) {
            throw InputException.of("--precision", "a percentage such as 2%", percent);
        }
    }

    /** How well energies are known, where that was asked for. */
    private static String precision(ProfileInfo.@Nullable Blocks blocks, int measured) {
        if (blocks == null) {
            return "";
        }
        String text = String.format(
                Locale.ROOT,
                "energies: %,d blocks; half the 95 %% interval is within %.3g %% for %d of %d configurations",
                blocks.blocks(),
                100 * blocks.precision(),
                blocks.within(),
                measured);
        if (blocks.worst() != null) {
            text += String.format(Locale.ROOT, ", at most %.3g %%", 100 * blocks.worst());
        }
        if (blocks.drift() != null) {
            text += String.format(
                    Locale.ROOT, "%nfrom the first block to the last: energies %+.1f %%", 100 * blocks.drift());
        }
        if (blocks.quietDrift() != null) {
            text += String.format(Locale.ROOT, ", power of quiet times %+.1f %%", 100 * blocks.quietDrift());
        }
        return text + String.format("%n");
    }
}
