package org.wattsplit.cli.command;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.networks.CodecsJob;
import org.wattsplit.study.networks.CodecsPlan;
import org.wattsplit.study.networks.CodecsResult;
import org.wattsplit.study.networks.NetworkTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code networks codecs}. */
@Command(
        name = "codecs",
        description = "What each codec makes of the tensors that cross a network's cuts: bytes, times, errors.",
        footer = {
            "",
            "Errors are those of the network's output against the same halves without a codec, as a share of the largest",
            "output. Inputs of an ONNX file are drawn, and so are the weights of one that 'wattsplit networks build'",
            "wrote: what its tensors compress to says little of a trained network. 'digits' is trained, and gets images",
            "that it was not trained on, so that its accuracy counts.",
            "",
            "Examples:",
            "  wattsplit networks codecs digits",
            "  wattsplit networks codecs slimmable --set width=0.5 --set channels_sent=4",
            "  wattsplit networks codecs mobilenetv2.onnx --cut 13,40 --json codecs.json"
        })
final class NetworkCodecsCommand extends JsonCommand {
    @Parameters(
            paramLabel = "FILE|NAME",
            description =
                    "An ONNX model with one input and one output of floats, a name of 'wattsplit networks list', or"
                            + " digits, the trained network for digits.")
    private String network = "";

    @Option(
            names = "--set",
            paramLabel = "KNOB=VALUE",
            description = "A knob of a family's member; its largest value unless set.")
    private Map<String, String> knobs = Map.of();

    @Option(
            names = "--cut",
            split = ",",
            paramLabel = "N",
            description =
                    "Only these cuts, below the last (default the first, and a quarter, half and three quarters of the"
                            + " way; see 'networks cuts').")
    private @Nullable List<Integer> chosen;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            description = "Inputs, each of which goes through every codec (default 500 images of digits, 7 others).")
    private @Nullable Integer inputs;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of inputs (default 20000).")
    private long seed = CodecsPlan.SEED;

    @Override
    public Integer call() {
        CodecsPlan plan = new CodecsPlan(network, knobs, chosen, inputs, seed);
        CodecsResult result = CodecsJob.run(plan, context());
        out().print(NetworkTexts.codecs(
                result, plan.answered() ? "images that it was not trained on" : "drawn inputs"));
        writeJson(result);
        return 0;
    }
}
