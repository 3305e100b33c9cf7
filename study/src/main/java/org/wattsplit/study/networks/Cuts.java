package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;

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

    static SplitModel open(Path file, Scratch scratch, OnnxOptions options) {
        return OnnxSplitModel.open(file, String.valueOf(file.getFileName()), scratch.folder(), options);
    }
}
