package org.wattsplit.testbed.network;

import java.nio.file.Path;
import java.util.Locale;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.SplitModel;

/** ONNX files in ONNX Runtime; their halves are kept for later times. */
public final class OnnxBackend implements NetworkBackend {
    /** Its name. */
    public static final String NAME = "onnx";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a file that ends in .onnx";
    }

    @Override
    public boolean runs(String source) {
        return source.toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    @Override
    public SplitModel open(Network network, int halves) {
        return OnnxSplitModel.open(
                Path.of(network.source()),
                network.name(),
                NetworkFiles.halves(),
                OnnxOptions.DEFAULT.withSessions(halves));
    }
}
