package org.wattsplit.testbed.zoo;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.testbed.onnx.format.AttributeProto;
import org.wattsplit.testbed.onnx.format.AttributeProto.AttributeType;
import org.wattsplit.testbed.onnx.format.GraphProto;
import org.wattsplit.testbed.onnx.format.ModelProto;
import org.wattsplit.testbed.onnx.format.NodeProto;
import org.wattsplit.testbed.onnx.format.OperatorSetIdProto;
import org.wattsplit.testbed.onnx.format.TensorProto;
import org.wattsplit.testbed.onnx.format.TensorShapeProto;
import org.wattsplit.testbed.onnx.format.TypeProto;
import org.wattsplit.testbed.onnx.format.ValueInfoProto;

/** A graph under construction: nodes, weights that are not drawn yet, and what they count. Not thread-safe. */
public final class GraphBuilder {
    static final String BATCH = "N";
    private static final long IR_VERSION = 8;
    private static final long OPSET = 17;

    private final GraphProto.Builder graph;
    private final List<Weight> weights = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private long parameters;
    /** 0 where it is free. */
    private int batch;

    /** An empty graph. */
    public GraphBuilder(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** The input, {@code Nx}channels{@code x}pixels{@code x}pixels. */
    Flow input(int channels, int pixels) {
        List<Long> sizes = List.of((long) channels, (long) pixels, (long) pixels);
        input("input", sizes);
        return new Flow(this, "", "input", sizes);
    }

    /** From now on inputs and outputs have this batch, which otherwise is free. */
    public void fixBatch(int size) {
        batch = size;
    }

    /** The input; sizes are those behind the batch. */
    public void input(String name, List<Long> sizes) {
        graph.addInput(value(name, sizes));
    }

    /** The output, made by a node that is there. */
    public void output(String name, List<Long> sizes) {
        graph.addOutput(value(name, sizes));
    }

    /** Marks what a flow holds as the output. */
    void output(Flow flow) {
        int last = graph.getNodeCount() - 1;
        NodeProto node = graph.getNode(last);
        Check.that(node.getOutput(0).equals(flow.tensor()), "the output", "what the last node makes", flow.tensor());
        graph.setNode(last, node.toBuilder().setOutput(0, "output"));
        output("output", flow.sizes());
    }

    private ValueInfoProto value(String name, List<Long> sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        if (batch == 0) {
            shape.addDimBuilder().setDimParam(BATCH);
        } else {
            shape.addDimBuilder().setDimValue(batch);
        }
        sizes.forEach(size -> shape.addDimBuilder().setDimValue(size));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    /** A name that nothing else has: the scope, what it is, and a number from 1. */
    String name(String scope, String kind) {
        String name = (scope.isEmpty() ? "" : scope + "/") + kind;
        return name + "_" + names.merge(name, 1, Integer::sum);
    }

    /** A weight, every element of which is a parameter; returns its name. */
    String weight(Weight weight) {
        parameters += weight.elements();
        weights.add(weight);
        return weight.name();
    }

    /** Counts parameters that a network is trained to and that are not in the file. */
    void count(long more) {
        parameters += more;
    }

    /** A list of whole numbers; returns its name. */
    public String integers(String name, long... values) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .addDims(values.length)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return name;
    }

    /** One whole number, without a dimension; returns its name. */
    String integer(String name, long value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addInt64Data(value));
        return name;
    }

    /** One number that nothing is trained to; returns its name. */
    String number(String name, double value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData((float) value));
        return name;
    }

    /** Numbers that something was trained to, row by row; returns their name. */
    public String trained(String name, float[] values, long... sizes) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .addAllDims(Arrays.stream(sizes).boxed().toList())
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes)));
        parameters += values.length;
        return name;
    }

    /** A node, named as its first output. */
    public void node(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(outputs.get(0))
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
    }

    /** An attribute of a node. */
    public static AttributeProto attribute(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    /** An attribute of a node. */
    public static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute of a node. */
    public static AttributeProto attributes(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    /** Numbers that the network is trained to. */
    public long parameters() {
        return parameters;
    }

    /** Writes the model with weights drawn by the seed; holds none of them in memory. */
    public void write(Path path, long seed) {
        GraphProto rest = graph.build();
        long graphBytes = rest.getSerializedSize();
        int tag = CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER);
        for (Weight weight : weights) {
            int bytes = weight.messageBytes();
            graphBytes += tag + CodedOutputStream.computeUInt32SizeNoTag(bytes) + (long) bytes;
        }
        int length = Math.toIntExact(graphBytes);
        ModelProto about = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("wattsplit")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .build();
        RandomStreams streams = RandomStreams.of(seed);
        AtomicFile.writeBytes(path, stream -> {
            CodedOutputStream out = CodedOutputStream.newInstance(stream, 1 << 16);
            about.writeTo(out);
            out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, 2);
            out.writeUInt32NoTag(length);
            rest.writeTo(out);
            for (Weight weight : weights) {
                write(weight, out, streams);
            }
            out.flush();
        });
    }

    private static void write(Weight weight, CodedOutputStream out, RandomStreams streams) throws IOException {
        out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, 2);
        out.writeUInt32NoTag(weight.messageBytes());
        weight.writeTo(out, streams);
    }
}
