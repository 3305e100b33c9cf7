package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.profile.ProfileJob;
import org.wattsplit.study.profile.ProfilePlan;
import org.wattsplit.study.profile.ProfileResult;
import org.wattsplit.testbed.profile.ProfileCloud;
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

    @Option(names = "--repeats", paramLabel = "N", description = "Visits of each (default 3).")
    private int repeats = 3;

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
                        new ProfilePlan.Visits(repeats, inferences, warmUps, windowSeconds, deadline),
                        budget == null ? null : new ProfilePlan.Selection(Budget.parse(budget), strategy),
                        watts.watts(),
                        seed,
                        out,
                        Jobs.existing(resume, overwrite)),
                context());
        UnitScale times = Units.MILLIS.roughly(result.fastestMs(), result.slowestMs());
        out().printf(
                        "%s (%s): %d of %d configurations, %d rows, %s to %s; a change of the setting takes"
                                + " %s%nwrote %s%nnext: wattsplit quickstart --data %s --out runs/%s%n",
                        result.model(),
                        result.backend(),
                        result.measured(),
                        result.configurations(),
                        result.rows(),
                        times.cell(result.fastestMs()),
                        times.text(result.slowestMs()),
                        Units.MILLIS.of(result.switchMs()).text(result.switchMs()),
                        out,
                        out,
                        result.model());
        writeJson(result);
        return 0;
    }
}
