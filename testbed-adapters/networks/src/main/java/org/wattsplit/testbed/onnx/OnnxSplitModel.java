package org.wattsplit.testbed.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.testbed.onnx.format.ModelProto;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * An ONNX model in halves on ONNX Runtime. Halves are files in a cache folder; loaded ones are kept, and the one that was
 * not used for longest goes first. Not thread-safe.
 *
 * <p>Both halves together give the whole network's output, with {@link OnnxOptions#exact} bit for bit; save that a cut
 * between a convolution and a batch normalisation that is not folded into it rounds in another order than the whole, in
 * which the runtime folds it.
 */
public final class OnnxSplitModel implements SplitModel {
    /** Rewritings that see across a cut: they depend on what an operator's neighbours are. */
    private static final String INEXACT = "NchwcTransformer;SkipLayerNormFusion";

    private final String name;
    private final Path file;
    private final Stamp stamp;
    private final String checksum;
    private final Probe.Found found;
    private final HalfCache cache;
    private final OnnxOptions options;
    private final OrtEnvironment environment;
    private final Map<Part, OrtSession> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /** What tells that a file is the same, at no cost. */
    private record Stamp(long bytes, FileTime changed) {
        static Stamp of(Path file) {
            try {
                return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw Failures.reading(file, e);
            }
        }
    }

    /** A half; the whole is the head of the last cut. */
    private record Part(int cut, Half half) {}

    private OnnxSplitModel(
            String name,
            Path file,
            Stamp stamp,
            String checksum,
            Probe.Found found,
            HalfCache cache,
            OnnxOptions options,
            OrtEnvironment environment) {
        this.name = name;
        this.file = file;
        this.stamp = stamp;
        this.checksum = checksum;
        this.found = found;
        this.cache = cache;
        this.options = options;
        this.environment = environment;
    }

    /**
     * Opens a model: finds its cuts by one run, and loads nothing yet. The file must not change until it is closed. Opening,
     * and cutting a half that is not in the cache, take about as much memory as the file has bytes.
     *
     * @param file an ONNX model of at most 2 GB with one input of floats, one output of floats, and all weights in it
     * @param name what the model is called
     * @param cacheFolder where halves are kept, also for later times; made when there is none
     * @throws InputException for a file that is no such model
     */
    public static OnnxSplitModel open(Path file, String name, Path cacheFolder, OnnxOptions options) {
        Check.notBlank("the name of the model", name);
        OnnxGraph graph = OnnxGraph.of(OnnxFile.read(file), file.toString());
        Stamp stamp = Stamp.of(file);
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return new OnnxSplitModel(
                name,
                file,
                stamp,
                Checksum.ofFile(file),
                Probe.find(graph, environment),
                new HalfCache(cacheFolder, options.cacheBytes(), InstantSource.system()),
                options,
                environment);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape inputShape() {
        return found.cuts().get(0).shape();
    }

    @Override
    public Shape outputShape() {
        return found.cuts().get(last()).shape();
    }

    @Override
    public boolean freeBatch() {
        return found.boundaries().stream().allMatch(Boundary::hasFreeBatch);
    }

    @Override
    public List<CutPoint> cuts() {
        return found.cuts();
    }

    private int last() {
        return found.cuts().size() - 1;
    }

    @Override
    public Tensor whole(Tensor input) {
        return head(last(), input);
    }

    @Override
    public Tensor head(int cut, Tensor input) {
        requireCut(cut);
        found.boundaries().get(0).require(input.shape());
        return cut == 0 ? input : run(new Part(cut, Half.HEAD), input, 0, cut);
    }

    @Override
    public Tensor tail(int cut, Tensor boundary) {
        requireCut(cut);
        found.boundaries().get(cut).require(boundary.shape());
        return cut == last() ? boundary : run(part(cut, Half.TAIL), boundary, cut, last());
    }

    @Override
    public void load(int cut, Half half) {
        requireCut(cut);
        boolean nothingToRun = half == Half.HEAD ? cut == 0 : cut == last();
        if (!nothingToRun) {
            session(part(cut, half));
        }
    }

    private void requireCut(int cut) {
        Check.range("the cut of " + name, 0, last(), cut);
        if (closed) {
            throw new IllegalStateException("model " + name + " is closed");
        }
    }

    private Part part(int cut, Half half) {
        return half == Half.TAIL && cut == 0 ? new Part(last(), Half.HEAD) : new Part(cut, half);
    }

    private Tensor run(Part part, Tensor given, int from, int to) {
        OrtSession session = session(part);
        Boundary source = found.boundaries().get(from);
        Boundary target = found.boundaries().get(to);
        try (OnnxTensor in = OnnxTensor.createTensor(
                environment, direct(given.bytes()), given.shape().toArray(), OnnxJavaType.FLOAT)) {
            Map<String, OnnxTensor> inputs = Map.of(source.tensor(), in);
            return target.isKnown()
                    ? runInto(target.shape(source.batch(given.shape())), target.tensor(), session, inputs)
                    : runAndCopy(session, inputs);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime cannot run the " + describe(part) + " of " + name + ": " + e.getMessage(), e);
        }
    }

    /** The runtime takes direct buffers as they are, and no other ones that are read-only. */
    private static ByteBuffer direct(ByteBuffer bytes) {
        return bytes.isDirect()
                ? bytes
                : Tensor.allocate(bytes.remaining()).put(bytes).rewind();
    }

    /** Lets the runtime write its result where the tensor keeps it. */
    private Tensor runInto(Shape shape, String output, OrtSession session, Map<String, OnnxTensor> inputs)
            throws OrtException {
        ByteBuffer bytes = Tensor.allocate(Math.multiplyExact(shape.elements(), Float.BYTES));
        try (OnnxTensor out = OnnxTensor.createTensor(environment, bytes, shape.toArray(), OnnxJavaType.FLOAT);
                OrtSession.Result result = session.run(inputs, Map.of(output, out))) {
            return Tensor.of(shape, bytes);
        }
    }

    private static Tensor runAndCopy(OrtSession session, Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor out = (OnnxTensor) result.get(0);
            FloatBuffer floats = out.getFloatBuffer();
            ByteBuffer bytes = Tensor.allocate(Math.multiplyExact(floats.remaining(), Float.BYTES));
            bytes.asFloatBuffer().put(floats);
            return Tensor.of(Shape.of(out.getInfo().getShape()), bytes);
        }
    }

    private OrtSession session(Part part) {
        OrtSession loaded = sessions.get(part);
        if (loaded != null) {
            return loaded;
        }
        Iterator<OrtSession> oldest = sessions.values().iterator();
        while (sessions.size() >= options.sessions()) {
            close(oldest.next());
            oldest.remove();
        }
        OrtSession session = part.cut() == last() ? loadWhole() : loadHalf(part);
        sessions.put(part, session);
        return session;
    }

    private OrtSession loadWhole() {
        requireUnchanged();
        try {
            return create(file);
        } catch (OrtException e) {
            throw cannotLoad("the model " + file, e);
        }
    }

    private OrtSession loadHalf(Part part) {
        String key = checksum + "-"
                + Checksum.ofText(found.boundaries().get(part.cut()).tensor()).substring(0, 16) + "-"
                + (part.half() == Half.HEAD ? "head" : "tail");
        try {
            return create(cache.get(key, () -> cut(part)));
        } catch (OrtException broken) {
            // Another process may have made room, or the disk may have lost it.
            cache.remove(key);
        }
        try {
            return create(cache.get(key, () -> cut(part)));
        } catch (OrtException e) {
            throw cannotLoad("the " + describe(part) + " of " + file, e);
        }
    }

    private ModelProto cut(Part part) {
        requireUnchanged();
        OnnxGraph graph = OnnxGraph.of(OnnxFile.read(file), file.toString());
        Boundary boundary = found.boundaries().get(part.cut());
        return part.half() == Half.HEAD ? graph.head(boundary) : graph.tail(boundary);
    }

    private void requireUnchanged() {
        Stamp now = Stamp.of(file);
        if (!now.equals(stamp)) {
            throw InputException.of("the model " + file, "unchanged since it was opened: " + stamp, now);
        }
    }

    private OrtSession create(Path model) throws OrtException {
        try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
            session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session.setIntraOpNumThreads(options.intraOpThreads());
            // Threads that wait for work would keep their cores busy, which slows down the other half, and uses up a
            // share.
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (options.exact()) {
                session.addConfigEntry("optimization.disable_specified_optimizers", INEXACT);
            }
            return environment.createSession(model.toString(), session);
        }
    }

    private static InputException cannotLoad(String what, OrtException e) {
        return new InputException(
                "Expected " + what + " to be a model that ONNX Runtime can load, given one of which it says: "
                        + e.getMessage(),
                e);
    }

    private String describe(Part part) {
        if (part.cut() == last()) {
            return "whole";
        }
        return (part.half() == Half.HEAD ? "head" : "tail") + " of cut " + part.cut() + " at tensor "
                + found.boundaries().get(part.cut()).tensor();
    }

    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(OnnxSplitModel::close);
        sessions.clear();
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a half: " + e.getMessage(), e);
        }
    }
}
