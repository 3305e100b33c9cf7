package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.networks.Architecture;
import org.wattsplit.study.networks.BuildJob;
import org.wattsplit.study.networks.BuildPlan;
import org.wattsplit.study.networks.Cuts;
import org.wattsplit.study.networks.HalvesJob;
import org.wattsplit.study.networks.HalvesPlan;
import org.wattsplit.study.networks.HalvesResult;
import org.wattsplit.study.networks.NetworkTexts;
import org.wattsplit.testbed.split.Bottleneck;
import org.wattsplit.testbed.split.CutPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code networks}. */
@Command(
        name = "networks",
        aliases = "models",
        description = {
            "Networks that run in two halves: build them, list where they can be cut, check the halves.",
            "'models' is its deprecated name."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  wattsplit networks list",
            "  wattsplit networks build mobilenetv2 --out mobilenetv2.onnx",
            "  wattsplit networks train exits --out exits.weights",
            "  wattsplit networks cuts mobilenetv2.onnx",
            "  wattsplit networks check mobilenetv2.onnx",
            "  wattsplit networks codecs digits"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            NetworksCommand.ListAll.class,
            NetworksCommand.Build.class,
            NetworkTrainCommand.class,
            NetworkSwitchCommand.class,
            NetworksCommand.CutsOf.class,
            NetworksCommand.Check.class,
            NetworkCodecsCommand.class,
            NetworkBackendsCommand.class
        })
final class NetworksCommand {
    private NetworksCommand() {}

    /** {@code networks list}. */
    @Command(
            name = "list",
            description = "The architectures that can be built, and the families of trained networks with their knobs.",
            footer = {"", "Examples:", "  wattsplit networks list"})
    static final class ListAll extends JsonCommand {
        @Override
        public Integer call() {
            List<Architecture> all = Architecture.all();
            out().print(NetworkTexts.architectures(all));
            writeJson(all);
            return 0;
        }
    }

    /** {@code networks build}. */
    @Command(
            name = "build",
            description =
                    "Write an architecture as an ONNX file with drawn weights, which takes the time and the bytes of a"
                            + " trained one and answers nothing, or a member of a family of trained networks.",
            footer = {
                "",
                "Examples:",
                "  wattsplit networks build vgg16 --out vgg16.onnx",
                "  wattsplit networks build resnet50 --width 0.25 --pixels 64 --out narrow.onnx",
                "  wattsplit networks build exits --set exit=2 --out exit2.onnx",
                "  wattsplit networks build slimmable --set width=0.5 --set channels_sent=4 --out slim.onnx"
            })
    static final class Build extends PrintingCommand {
        private static final OptionWords WORDS = new OptionWords()
                .with("the knobs of \\S+|a knob of \\S+", "--set")
                .with("the \\S+ of \\S+(?= to be one of \\[)", "--set")
                .with("the width(?: of \\S+)?", "--width")
                .with("the (?:pixels of|image's side for) \\S+", "--pixels")
                .with("the weights of \\S+|the family of \\S+", "--weights")
                .with("the architecture", "NAME");

        @Parameters(paramLabel = "NAME", description = "An architecture of 'wattsplit networks list'.")
        private String name = "";

        @Option(
                names = "--width",
                paramLabel = "FACTOR",
                description = "Factor of the channels, above 0 to 4 (default 1).")
        private double width = 1;

        @Option(names = "--pixels", paramLabel = "N", description = "Pixels of an image's side (default 224).")
        private int pixels = 224;

        @Option(names = "--seed", paramLabel = "N", description = "Seed of the weights (default 1).")
        private long seed = 1;

        @Option(
                names = "--set",
                paramLabel = "KNOB=VALUE",
                description = "A knob of a family; its largest value unless set.")
        private Map<String, String> knobs = Map.of();

        @Option(
                names = "--weights",
                paramLabel = "FILE",
                description = "A family's weights, of 'wattsplit networks train' (default those that come with it).")
        private @Nullable Path weights;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ONNX file.")
        private Path out = Path.of("");

        @Option(names = "--overwrite", description = "Replace FILE.")
        private boolean overwrite;

        @Override
        public Integer call() {
            Architecture built = WORDS.named(
                    () -> BuildJob.run(new BuildPlan(name, width, pixels, seed, knobs, weights, out, overwrite)));
            out().printf(Locale.ROOT, "wrote %s: %s, %,d parameters%n", out, built.name(), built.parameters());
            return 0;
        }
    }

    /** {@code networks cuts}. */
    @Command(
            name = "cuts",
            description = "Every place where one tensor alone crosses a network, with what lies on each side.",
            footer = {
                "",
                "Examples:",
                "  wattsplit networks cuts vgg16.onnx --json cuts.json",
                "  wattsplit networks cuts mobilenetv2 --bottlenecks",
                "  wattsplit networks cuts exits --set exit=2"
            })
    static final class CutsOf extends JsonCommand {
        @Parameters(
                paramLabel = "FILE|NAME",
                description =
                        "An ONNX model with one input and one output of floats, or a name of 'wattsplit networks list'.")
        private String network = "";

        @Option(
                names = "--set",
                paramLabel = "KNOB=VALUE",
                description = "A knob of a family's member; its largest value unless set.")
        private Map<String, String> knobs = Map.of();

        @Option(
                names = "--bottlenecks",
                description = "Only the natural bottlenecks: smaller than the input and than all of them before.")
        private boolean bottlenecks;

        @Override
        public Integer call() {
            List<CutPoint> cuts = Cuts.of(network, knobs);
            if (bottlenecks) {
                List<Bottleneck> found = Bottleneck.of(cuts);
                out().print(NetworkTexts.bottlenecks(found));
                writeJson(found);
                return 0;
            }
            out().print(NetworkTexts.cuts(cuts));
            writeJson(cuts);
            return 0;
        }
    }

    /** {@code networks check}. */
    @Command(
            name = "check",
            description = "Run a network whole and in halves at every cut, and compare outputs and times.",
            footer = {
                "",
                "Fails with status 1 where halves give another output than the whole by more than the bound.",
                "",
                "Examples:",
                "  wattsplit networks check vit-ti16.onnx",
                "  wattsplit networks check vgg16.onnx --exact --bound 0 --repeats 1",
                "  OMP_NUM_THREADS=2 wattsplit networks check dl4j:vgg16 --bound 0 --repeats 1"
            })
    static final class Check extends JsonCommand {
        @Parameters(
                paramLabel = "NETWORK",
                description = "An ONNX file with one input and one output of floats, or dl4j:vgg16 or dl4j:resnet50.")
        private String source = "";

        @Option(
                names = "--exact",
                description = "Leave out what the runtime joins across a cut: then halves are exact.")
        private boolean exact;

        @Option(
                names = "--bound",
                paramLabel = "X",
                description = "The most that an output may differ, as a share of the largest one (default 1e-4).")
        private double bound = 1e-4;

        @Option(
                names = "--repeats",
                paramLabel = "N",
                description = "Runs of each, of which the median time counts (default 5).")
        private int repeats = 5;

        @Override
        public Integer call() {
            HalvesResult result = HalvesJob.run(new HalvesPlan(source, exact, bound, repeats), context());
            out().print(NetworkTexts.halves(result));
            writeJson(result);
            return result.within(bound) ? 0 : 1;
        }
    }
}
