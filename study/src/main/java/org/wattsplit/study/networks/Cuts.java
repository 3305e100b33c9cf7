package org.wattsplit.study.networks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.zoo.Zoo;

/** Where a network can be cut. */
public final class Cuts {
    private Cuts() {}

    /** Every place where one tensor alone crosses the network of an ONNX file, from the input to the output. */
    public static List<CutPoint> of(Path file) {
        try (Scratch scratch = new Scratch();
                SplitModel model = open(file, scratch, OnnxOptions.DEFAULT)) {
            return model.cuts();
        }
    }

    /**
     * The same of an ONNX file, or of a network that the project can build.
     *
     * @param network a file, an architecture or a family
     * @param knobs of a family's member, whose largest values are taken where they are missing; none of another network
     * @throws InputException where there is no such file or network
     */
    public static List<CutPoint> of(String network, Map<String, String> knobs) {
        try (Scratch scratch = new Scratch();
                SplitModel model = open(file(network, knobs, scratch), scratch, OnnxOptions.DEFAULT)) {
            return model.cuts();
        }
    }

    /** The file of a network, written into a folder that nobody keeps where it is none yet. */
    static Path file(String network, Map<String, String> knobs, Scratch scratch) {
        Path file = Path.of(network);
        if (NetworkFamilies.names().contains(network)) {
            NetworkFamily family = NetworkFamilies.of(network);
            Path member = scratch.folder().resolve(family.memberName(knobs) + ".onnx");
            FamilyWeights.bundled(network).writeMember(knobs, member);
            return member;
        }
        InputException.require(knobs.isEmpty(), "the knobs of " + network, "none, as it is no family", knobs);
        if (Zoo.names().contains(network) && !Files.exists(file)) {
            return NetworkFiles.built(network, 1, Zoo.PIXELS, 1);
        }
        if (!Files.exists(file)) {
            List<String> names = new ArrayList<>(Zoo.names());
            names.addAll(NetworkFamilies.names());
            throw InputException.notFound("ONNX file", network)
                    .orNearly(
                            network,
                            names,
                            "a name of " + names
                                    + " is wanted; of a family a member is told by its knobs, exits --set exit=2");
        }
        return file;
    }

    static SplitModel open(Path file, Scratch scratch, OnnxOptions options) {
        return OnnxSplitModel.open(file, String.valueOf(file.getFileName()), scratch.folder(), options);
    }
}
