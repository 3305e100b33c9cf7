package org.wattsplit.testbed.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.onnx.format.GraphProto;
import org.wattsplit.testbed.onnx.format.ModelProto;
import org.wattsplit.testbed.onnx.format.NodeProto;
import org.wattsplit.testbed.onnx.format.TensorProto;
import org.wattsplit.testbed.onnx.format.TensorShapeProto;
import org.wattsplit.testbed.onnx.format.ValueInfoProto;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Finds the cuts of a model with their shapes and work, by one run of the network on an input of zeros, in which large
 * weights are zeros as well: shapes do not depend on them, and so they need not be loaded.
 */
final class Probe {
    private static final String PREFIX = "wattsplit.probe/";
    /** Weights of more elements are zeros. Smaller ones may be what shapes depend on, such as factors of a Resize. */
    private static final long SMALL_ELEMENTS = 1024;

    private static final Set<String> COUNTED = Set.of("Conv", "Gemm", "MatMul");
    private static final Set<Integer> FLOATS = Set.of(
            TensorProto.DataType.FLOAT_VALUE,
            TensorProto.DataType.FLOAT16_VALUE,
            TensorProto.DataType.BFLOAT16_VALUE,
            TensorProto.DataType.DOUBLE_VALUE);

    private final OnnxGraph graph;
    private final Boundary input;
    private final Map<String, List<Long>> shapes = new HashMap<>();
    private final Map<String, Boundary> boundaries = new HashMap<>();

    /**
     * What was found.
     *
     * @param cuts in the order of the network
     * @param boundaries the tensor of each cut for any batch
     */
    record Found(List<CutPoint> cuts, List<Boundary> boundaries) {
        Found {
            cuts = List.copyOf(cuts);
            boundaries = List.copyOf(boundaries);
        }
    }

    private Probe(OnnxGraph graph) {
        this.graph = graph;
        input = graph.inputBoundary();
    }

    /**
     * Finds the cuts at tensors of 32-bit floats.
     *
     * @throws InputException for a model that ONNX Runtime cannot run, or whose output is not of floats
     */
    static Found find(OnnxGraph graph, OrtEnvironment environment) {
        Probe probe = new Probe(graph);
        List<String> separators = graph.separators();
        try {
            probe.run(environment, separators);
        } catch (OrtException e) {
            throw new InputException(
                    "Expected " + graph.source()
                            + " to be a model that ONNX Runtime can run, given one of which it says: " + e.getMessage(),
                    e);
        }
        return probe.found(separators);
    }

    private void run(OrtEnvironment environment, List<String> separators) throws OrtException {
        Set<String> wanted = new LinkedHashSet<>(separators);
        BitSet dependents = graph.dependents();
        List<NodeProto> nodes = graph.model().getGraph().getNodeList();
        nodesOf(dependents, nodes).filter(Probe::isCounted).forEach(node -> {
            wanted.addAll(node.getInputList().subList(0, 2));
            wanted.add(node.getOutput(0));
        });
        List<String> measured = List.copyOf(wanted);
        byte[] bytes = model(separators, measured).toByteArray();
        Shape shape = input.shape(1);
        ByteBuffer zeros = Tensor.allocate(Math.multiplyExact(shape.elements(), Float.BYTES));
        Set<String> outputs = new LinkedHashSet<>();
        for (int i = 0; i < measured.size(); i++) {
            outputs.add(PREFIX + i);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(bytes, options);
                    OnnxTensor zero = OnnxTensor.createTensor(environment, zeros, shape.toArray(), OnnxJavaType.FLOAT);
                    OrtSession.Result result = session.run(Map.of(graph.input(), zero), outputs)) {
                for (int i = 0; i < measured.size(); i++) {
                    long[] sizes = (long[]) result.get(PREFIX + i).orElseThrow().getValue();
                    shapes.put(measured.get(i), Arrays.stream(sizes).boxed().toList());
                }
                session.getOutputInfo().forEach((name, node) -> {
                    if (node.getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.FLOAT) {
                        boundaries.put(name, boundary(name, info));
                    }
                });
            }
        }
        boundaries.put(graph.input(), input);
    }

    private static Stream<NodeProto> nodesOf(BitSet indices, List<NodeProto> nodes) {
        return indices.stream().mapToObj(nodes::get);
    }

    private static boolean isCounted(NodeProto node) {
        return COUNTED.contains(node.getOpType()) && isStandard(node.getDomain()) && node.getInputCount() >= 2;
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** What the runtime infers without running; the batch has the name that it was given. */
    private static Boundary boundary(String name, TensorInfo info) {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < info.getShape().length; i++) {
            long size = info.getShape()[i];
            boolean batch = info.getDimensionNames()[i].equals(PREFIX + "batch");
            sizes.add(size >= 0 ? Long.valueOf(size) : Long.valueOf(batch ? Boundary.BATCH : Boundary.UNKNOWN));
        }
        return new Boundary(name, sizes);
    }

    /** The model with a node for the shape of each measured tensor; separators are outputs for the sake of their types. */
    private ModelProto model(List<String> separators, List<String> measured) {
        GraphProto original = graph.model().getGraph();
        GraphProto.Builder probe = original.toBuilder()
                .clearInput()
                .clearInitializer()
                .clearNode()
                .clearOutput()
                .clearValueInfo();
        Set<String> listedAsInput = new LinkedHashSet<>();
        for (ValueInfoProto each : original.getInputList()) {
            listedAsInput.add(each.getName());
            probe.addInput(each.getName().equals(graph.input()) ? namedBatch(each) : each);
        }
        boolean hasConstantOfShape = graph.model().getOpsetImportList().stream()
                .anyMatch(set -> isStandard(set.getDomain()) && set.getVersion() >= 9);
        for (TensorProto tensor : original.getInitializerList()) {
            boolean large = elements(tensor.getDimsList()) > SMALL_ELEMENTS;
            if (large
                    && hasConstantOfShape
                    && tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                    && !listedAsInput.contains(tensor.getName())) {
                addZeros(probe, tensor);
            } else {
                probe.addInitializer(tensor);
            }
        }
        probe.addAllNode(original.getNodeList());
        for (int i = 0; i < measured.size(); i++) {
            probe.addNode(NodeProto.newBuilder()
                    .setOpType("Shape")
                    .addInput(measured.get(i))
                    .addOutput(PREFIX + i));
            probe.addOutput(ValueInfoProto.newBuilder().setName(PREFIX + i));
        }
        separators.stream()
                .filter(name -> !name.equals(graph.input()))
                .forEach(name -> probe.addOutput(ValueInfoProto.newBuilder().setName(name)));
        return graph.model().toBuilder().setGraph(probe).build();
    }

    private ValueInfoProto namedBatch(ValueInfoProto declared) {
        ValueInfoProto.Builder named = declared.toBuilder();
        TensorShapeProto.Builder shape =
                named.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (input.sizes().get(0) == Boundary.BATCH) {
            shape.getDimBuilder(0).setDimParam(PREFIX + "batch");
        }
        return named.build();
    }

    private static void addZeros(GraphProto.Builder probe, TensorProto tensor) {
        String sizes = PREFIX + "sizes/" + tensor.getName();
        probe.addInitializer(TensorProto.newBuilder()
                .setName(sizes)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(tensor.getDimsCount())
                .addAllInt64Data(tensor.getDimsList()));
        probe.addNode(NodeProto.newBuilder()
                .setOpType("ConstantOfShape")
                .addInput(sizes)
                .addOutput(tensor.getName()));
    }

    private static long elements(List<Long> sizes) {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }

    private Found found(List<String> separators) {
        if (!boundaries.containsKey(graph.output())) {
            throw InputException.of(
                    "the output " + graph.output() + " of " + graph.source(),
                    "a tensor of 32-bit floats",
                    "another type");
        }
        List<Long> outputSizes = shape(graph.output());
        if (outputSizes.contains(0L)) {
            throw InputException.of("the output " + graph.output() + " of " + graph.source(), "not empty", outputSizes);
        }
        List<CutPoint> cuts = new ArrayList<>();
        List<Boundary> kept = new ArrayList<>();
        for (String name : separators) {
            Boundary boundary = boundaries.get(name);
            List<Long> sizes = shapes.getOrDefault(name, List.of());
            if (boundary == null || sizes.contains(0L)) {
                continue;
            }
            BitSet head = graph.nodesFor(name, null);
            BitSet tail = graph.tailNodes(name);
            cuts.add(new CutPoint(
                    cuts.size(), name, new Shape(sizes), flops(head), flops(tail), parameters(head), parameters(tail)));
            kept.add(boundary);
        }
        return new Found(cuts, kept);
    }

    /** Of the nodes that are not computed once for all runs. */
    private long flops(BitSet side) {
        BitSet running = graph.dependents();
        running.and(side);
        return nodesOf(running, graph.model().getGraph().getNodeList())
                .filter(Probe::isCounted)
                .mapToLong(this::flops)
                .sum();
    }

    private long flops(NodeProto node) {
        List<Long> first = shape(node.getInput(0));
        List<Long> second = shape(node.getInput(1));
        long additions = switch (node.getOpType()) {
            case "Conv" -> elements(second.subList(1, second.size()));
            case "Gemm" -> first.get(isTransposed(node) ? 0 : 1);
            default -> first.get(first.size() - 1);
        };
        return 2 * additions * elements(shape(node.getOutput(0)));
    }

    private List<Long> shape(String name) {
        @Nullable List<Long> shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalStateException("the probe did not ask for the shape of " + name);
        }
        return shape;
    }

    private static boolean isTransposed(NodeProto gemm) {
        return gemm.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("transA") && attribute.getI() != 0);
    }

    /** Elements of the floats that nodes read, but neither single numbers nor what batch normalisation gathered. */
    private long parameters(BitSet side) {
        Set<String> names = new LinkedHashSet<>();
        List<NodeProto> nodes = graph.model().getGraph().getNodeList();
        names.addAll(graph.readBy(side));
        nodesOf(side, nodes)
                .filter(node -> node.getOpType().equals("BatchNormalization") && node.getInputCount() >= 5)
                .forEach(node -> node.getInputList().subList(3, 5).forEach(names::remove));
        return names.stream()
                .map(graph.initializers()::get)
                .filter(tensor -> tensor != null && tensor.getDimsCount() > 0 && FLOATS.contains(tensor.getDataType()))
                .mapToLong(tensor -> elements(tensor.getDimsList()))
                .sum();
    }
}
