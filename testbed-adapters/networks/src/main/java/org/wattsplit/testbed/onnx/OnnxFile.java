package org.wattsplit.testbed.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.InputPath;
import org.wattsplit.testbed.onnx.format.AttributeProto;
import org.wattsplit.testbed.onnx.format.GraphProto;
import org.wattsplit.testbed.onnx.format.ModelProto;
import org.wattsplit.testbed.onnx.format.SparseTensorProto;
import org.wattsplit.testbed.onnx.format.TensorProto;

/** Reads and writes ONNX files. What a file holds beyond {@code onnx.proto} goes from reading to writing unchanged. */
public final class OnnxFile {
    /** The most bytes of a file: 2 GB, less what an array of bytes takes for itself. */
    public static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final int PIECE_BYTES = 1 << 20;

    private OnnxFile() {}

    /**
     * Reads a model. It takes about as much memory as the file has bytes, until the model is let go.
     *
     * @throws InputException for a file that is no ONNX model, has more than {@link #MOST_BYTES} bytes, or keeps tensors
     *     in other files
     */
    public static ModelProto read(Path file) {
        InputPath.requireFile(file);
        ModelProto model;
        try {
            requireRoom(file, Files.size(file));
            // Tensors are slices of these bytes.
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes(file)).newCodedInput();
            in.enableAliasing(true);
            model = ModelProto.parser().parseFrom(in);
            in.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException e) {
            throw new InputException(
                    "Expected " + file + " to be an ONNX model, given bytes that are none: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Failures.reading(file, e);
        }
        if (!model.hasGraph()) {
            throw InputException.of(file.toString(), "an ONNX model", "bytes without a graph");
        }
        refuseExternal(model.getGraph(), file);
        return model;
    }

    /** In pieces: a channel keeps memory outside the heap, for each thread, as large as the largest piece that it read. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[Math.toIntExact(Files.size(file))];
            int from = 0;
            while (from < bytes.length) {
                int read = in.read(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
                if (read < 0) {
                    throw new EOFException("it was cut off while it was read");
                }
                from += read;
            }
            return bytes;
        }
    }

    private static void requireRoom(Path file, long bytes) {
        if (bytes > MOST_BYTES) {
            throw InputException.of("the bytes of " + file, "at most " + MOST_BYTES, bytes)
                    .maybe("the model can be quantised");
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes >= heap) {
            throw InputException.of("the bytes of " + file, "below the " + heap + " of Java's heap", bytes)
                    .maybe("add -Xmx with more than that to the command");
        }
    }

    /** Replaces a file with a model. */
    public static void write(Path file, ModelProto model) {
        AtomicFile.writeBytes(file, model::writeTo);
    }

    private static void refuseExternal(GraphProto graph, Path file) {
        graph.getInitializerList().forEach(tensor -> refuseExternal(tensor, file));
        graph.getSparseInitializerList().forEach(tensor -> refuseExternal(tensor, file));
        for (var node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasT()) {
                    refuseExternal(attribute.getT(), file);
                }
                attribute.getTensorsList().forEach(tensor -> refuseExternal(tensor, file));
                if (attribute.hasSparseTensor()) {
                    refuseExternal(attribute.getSparseTensor(), file);
                }
                attribute.getSparseTensorsList().forEach(tensor -> refuseExternal(tensor, file));
                if (attribute.hasG()) {
                    refuseExternal(attribute.getG(), file);
                }
                attribute.getGraphsList().forEach(inner -> refuseExternal(inner, file));
            }
        }
    }

    private static void refuseExternal(SparseTensorProto tensor, Path file) {
        refuseExternal(tensor.getValues(), file);
        refuseExternal(tensor.getIndices(), file);
    }

    private static void refuseExternal(TensorProto tensor, Path file) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw InputException.of(
                            "tensor " + tensor.getName() + " of " + file,
                            "in that file",
                            "data that is kept in another")
                    .maybe("save the model as one file");
        }
    }
}
