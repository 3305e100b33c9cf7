package org.wattsplit.testbed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.onnx.format.AttributeProto;
import org.wattsplit.testbed.onnx.format.GraphProto;
import org.wattsplit.testbed.onnx.format.ModelProto;
import org.wattsplit.testbed.onnx.format.NodeProto;
import org.wattsplit.testbed.onnx.format.OperatorSetIdProto;
import org.wattsplit.testbed.onnx.format.StringStringEntryProto;
import org.wattsplit.testbed.onnx.format.TensorProto;
import org.wattsplit.testbed.onnx.format.TypeProto;
import org.wattsplit.testbed.onnx.format.ValueInfoProto;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;

final class OnnxGraphTest {
    @TempDir
    Path folder;

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto value(String name) {
        return new Boundary(name, List.of(Boundary.BATCH, 4L)).declaration();
    }

    private static TensorProto.Builder weights(String name) {
        return TensorProto.newBuilder()
                .setName(name)
                .addDims(4)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllFloatData(List.of(1f, -2f, 3f, 0.5f));
    }

    private static GraphProto.Builder graph(NodeProto... nodes) {
        return GraphProto.newBuilder()
                .setName("made")
                .addInput(value("x"))
                .addOutput(value("y"))
                .addInitializer(weights("w"))
                .addAllNode(List.of(nodes));
    }

    private static ModelProto model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .setGraph(graph)
                .build();
    }

    /** x, a, (b, skip a), c, d = y, with a node of weights only. */
    private static ModelProto bypassed() {
        return model(graph(
                node("Abs", "w2", "w"),
                node("Add", "a", "x", "w2"),
                node("Relu", "b", "a"),
                node("Mul", "c", "b", "a"),
                node("Add", "y", "c", "w2")));
    }

    private OnnxSplitModel open(ModelProto model) {
        Path file = folder.resolve("made.onnx");
        OnnxFile.write(file, model);
        return OnnxSplitModel.open(file, "made", folder.resolve("cache"), OnnxOptions.DEFAULT.withIntraOpThreads(1));
    }

    private void refuses(ModelProto model, String... words) {
        assertThatThrownBy(() -> open(model))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("made.onnx");
    }

    @Test
    void tensorThatSomethingGoesRoundIsNoCut() {
        assertThat(OnnxGraph.of(bypassed(), "made").separators()).containsExactly("x", "a", "c", "y");
    }

    @Test
    void cutThatSomethingGoesRoundIsRefusedByName() {
        OnnxGraph graph = OnnxGraph.of(bypassed(), "made");
        Boundary b = new Boundary("b", List.of(Boundary.BATCH, 4L));
        assertThatThrownBy(() -> graph.tail(b))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected tensor b of made to be one that every way from input x to output y passes,"
                        + " given a way round it by node Add a");
    }

    @Test
    void whatDependsOnWeightsOnlyIsInBothHalves() {
        OnnxGraph graph = OnnxGraph.of(bypassed(), "made");
        Boundary a = new Boundary("a", List.of(Boundary.BATCH, 4L));
        assertThat(graph.head(a).getGraph().getNodeList())
                .extracting(NodeProto::getName)
                .containsExactly("w2", "a");
        assertThat(graph.tail(a).getGraph().getNodeList())
                .extracting(NodeProto::getName)
                .containsExactly("w2", "b", "c", "y");
        try (OnnxSplitModel model = open(bypassed())) {
            Tensor input = Tensor.of(Shape.of(3, 4), 1, 2, 3, 4, -1, -2, -3, -4, 5, 6, 7, 8);
            assertThat(model.cuts()).extracting(CutPoint::tensor).containsExactly("x", "a", "c", "y");
            assertThat(model.tail(1, model.head(1, input)).bytes())
                    .isEqualTo(model.whole(input).bytes());
            assertThat(model.tail(2, model.head(2, input)).bytes())
                    .isEqualTo(model.whole(input).bytes());
        }
    }

    @Test
    void halfHoldsOnlyTheWeightsThatItNeeds() {
        ModelProto model = model(graph(node("Add", "a", "x", "w"), node("Mul", "y", "a", "v"))
                .addInitializer(weights("v"))
                .addInitializer(weights("unused")));
        OnnxGraph graph = OnnxGraph.of(model, "made");
        Boundary a = new Boundary("a", List.of(Boundary.BATCH, 4L));
        assertThat(graph.head(a).getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("w");
        assertThat(graph.tail(a).getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("v");
    }

    @Test
    void shapeThatIsUsedLaterGoesRound() {
        ModelProto model = model(graph(
                node("Relu", "a", "x"), node("Shape", "s", "x"), node("Abs", "b", "a"), node("Expand", "y", "b", "s")));
        assertThat(OnnxGraph.of(model, "made").separators()).containsExactly("x", "y");
    }

    @Test
    void graphInsideANodeMayGoRoundToo() {
        GraphProto inner = GraphProto.newBuilder()
                .setName("inner")
                .addNode(node("Add", "inner_sum", "x", "w"))
                .addOutput(ValueInfoProto.newBuilder().setName("inner_sum"))
                .build();
        NodeProto choose = node("If", "y", "condition").toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("then_branch")
                        .setType(AttributeProto.AttributeType.GRAPH)
                        .setG(inner))
                .build();
        ModelProto model = model(graph(node("Relu", "a", "x"), node("IsNaN", "condition", "a"), choose));
        OnnxGraph graph = OnnxGraph.of(model, "made");
        assertThat(graph.separators()).containsExactly("x", "y");
        assertThat(graph.head(new Boundary("y", List.of(Boundary.BATCH, 4L)))
                        .getGraph()
                        .getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("w");
    }

    @Test
    void onlyTheOutputOfASplitThatIsUsedAloneIsACut() {
        NodeProto split = node("Split", "left", "x").toBuilder()
                .addOutput("right")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1))
                .build();
        assertThat(OnnxGraph.of(model(graph(split, node("Concat", "y", "left", "right"))), "made")
                        .separators())
                .containsExactly("x", "y");
        assertThat(OnnxGraph.of(model(graph(split, node("Relu", "y", "right"))), "made")
                        .separators())
                .containsExactly("x", "right", "y");
    }

    @Test
    void batchThatIsFixedAtOneIsEnough() {
        GraphProto.Builder graph = graph(node("Add", "a", "x", "w"), node("Relu", "y", "a"))
                .setInput(0, new Boundary("x", List.of(1L, 4L)).declaration())
                .setOutput(0, new Boundary("y", List.of(1L, 4L)).declaration());
        try (OnnxSplitModel model = open(model(graph))) {
            Tensor input = Tensor.of(Shape.of(1, 4), 1, 2, 3, 4);
            assertThat(model.tail(1, model.head(1, input)).bytes())
                    .isEqualTo(model.whole(input).bytes());
            assertThatThrownBy(() -> model.whole(Tensor.of(Shape.of(2, 4), new float[8])))
                    .hasMessageContaining("to be 1x4, given 2x4");
        }
    }

    @Test
    void shapeThatTheRuntimeCannotInferIsStillRun() {
        GraphProto.Builder graph = graph(
                        node("Shape", "s", "x"),
                        node("Reshape", "a", "x", "flat"),
                        node("Abs", "b", "a"),
                        node("Reshape", "y", "b", "back"))
                .addInitializer(integers("flat", -1))
                .addInitializer(integers("back", -1, 4));
        try (OnnxSplitModel model = open(model(graph))) {
            Tensor input = Tensor.of(Shape.of(2, 4), 1, -2, 3, 4, 5, 6, -7, 8);
            assertThat(model.cuts()).extracting(cut -> cut.shape().toString()).containsExactly("1x4", "4", "4", "1x4");
            assertThat(model.tail(2, model.head(2, input)).toArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    private static TensorProto integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    @Test
    void whatIsNotReadHereStaysInHalvesAndFiles() {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(25, UnknownFieldSet.Field.newBuilder().addVarint(42).build())
                .build();
        ModelProto original = bypassed().toBuilder()
                .setUnknownFields(unknown)
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("k").setValue("v"))
                .build();
        Path file = folder.resolve("model.onnx");
        OnnxFile.write(file, original);
        ModelProto read = OnnxFile.read(file);
        assertThat(read).isEqualTo(original);
        assertThat(read.getUnknownFields()).isEqualTo(unknown);
        ModelProto half = OnnxGraph.of(read, "made").head(new Boundary("a", List.of(Boundary.BATCH, 4L)));
        assertThat(half.getUnknownFields()).isEqualTo(unknown);
        assertThat(half.getMetadataPropsList()).isEqualTo(original.getMetadataPropsList());
    }

    @Test
    void severalInputsOrOutputsAreRefused() {
        refuses(
                model(graph(node("Add", "y", "x", "z")).addInput(value("z"))),
                "the inputs of ",
                "exactly one",
                "[x, z]");
        refuses(
                model(graph(node("Relu", "a", "x"), node("Relu", "y", "a")).addOutput(value("a"))),
                "the outputs of ",
                "exactly one",
                "[y, a]");
    }

    @Test
    void inputThatIsNotOfFloatsIsRefused() {
        ValueInfoProto.Builder integers = value("x").toBuilder();
        integers.setType(TypeProto.newBuilder()
                .setTensorType(
                        integers.getType().getTensorType().toBuilder().setElemType(TensorProto.DataType.INT64_VALUE)));
        refuses(
                model(graph(node("Relu", "y", "x")).setInput(0, integers)),
                "the input x",
                "a tensor of 32-bit floats",
                "given INT64");
    }

    @Test
    void inputOfSeveralFreeSizesIsRefused() {
        Boundary free = new Boundary("x", List.of(Boundary.BATCH, Boundary.UNKNOWN));
        refuses(
                model(graph(node("Relu", "y", "x")).setInput(0, free.declaration())),
                "the shape of input x",
                "others that are fixed");
    }

    @Test
    void tensorThatNothingMakesIsRefused() {
        refuses(model(graph(node("Add", "y", "x", "missing"))), "tensor missing", "before node Add y reads it");
    }

    @Test
    void outputThatIsNotComputedFromTheInputIsRefused() {
        refuses(model(graph(node("Relu", "a", "x"), node("Relu", "y", "w"))), "the output y", "from its input");
    }

    @Test
    void operatorThatTheRuntimeDoesNotKnowIsRefused() {
        refuses(model(graph(node("NoSuchOperator", "y", "x"))), "ONNX Runtime can run", "NoSuchOperator");
    }

    @Test
    void dataInAnotherFileIsRefused() {
        TensorProto.Builder outside = weights("w").clearFloatData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        refuses(
                model(graph(node("Add", "y", "x", "w")).setInitializer(0, outside)),
                "tensor w",
                "kept in another",
                "Maybe save the model as one file");
    }

    @Test
    void fileThatIsNoModelIsRefused() throws IOException {
        Path cut = folder.resolve("cut.onnx");
        Zoo.model("mobilenetv2", 0.25, 32).write(cut, 1);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> OnnxFile.read(cut))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cut.onnx to be an ONNX model, given bytes that are none");
        Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
        assertThatThrownBy(() -> OnnxFile.read(empty))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bytes without a graph");
        assertThatThrownBy(() -> OnnxFile.read(folder.resolve("absent.onnx")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("absent.onnx");
    }

    @Test
    void fileOfMoreThanTwoGigabytesIsRefused() throws IOException {
        Path large = folder.resolve("large.onnx");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 31);
        }
        assertThatThrownBy(() -> OnnxFile.read(large))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 2147483639, given 2147483648");
    }
}
