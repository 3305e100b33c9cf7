package org.wattsplit.testbed.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.testbed.family.Chain;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.Layer;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.pictures.LabelledPicture;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.split.SplitModel;

/** Training of families. */
final class FamilyTrainingTest {
    private static final FamilyTraining SHORT = new FamilyTraining(5, 2, 8, 0.004, List.of("int2", "float32"));

    @TempDir
    private Path temp;

    private static FamilyWeights weights(NetworkFamily family) {
        ArrayStore arrays = SHORT.train(family, done -> {});
        FileHeader header = new FileHeader(
                FamilyWeights.FORMAT, ArrayStore.VERSION, SHORT.seed(), null, Map.of(), null, Producer.thisProcess());
        return new FamilyWeights(new FamilyWeights.About(header, family.name()), arrays);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exits", "slimmable"})
    void twoTrainingsAgreeInEveryByte(String name) throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        weights(NetworkFamilies.of(name)).write(one);
        weights(NetworkFamilies.of(name)).write(two);
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exits", "slimmable"})
    void membersAnswerInOnnxRuntimeAsInDeeplearning4j(String name) {
        FamilyWeights weights = FamilyWeights.bundled(name);
        List<LabelledPicture> pictures = Pictures.unseen(5);
        for (Map<String, String> values : weights.family().variants()) {
            Path file = temp.resolve(weights.family().memberName(values) + ".onnx");
            weights.writeMember(values, file);
            ComputationGraph graph = graph(weights, weights.family().chain(values));
            try (SplitModel onnx = OnnxSplitModel.open(file, name, temp.resolve("halves"), OnnxOptions.DEFAULT)) {
                for (LabelledPicture picture : pictures) {
                    INDArray input = Nd4j.create(
                            picture.pixels().toArray(), picture.pixels().shape().toArray(), 'c');
                    INDArray there = graph.output(input)[0];
                    INDArray here = Transforms.softmax(
                            Nd4j.create(onnx.whole(picture.pixels()).toArray(), there.shape(), 'c'));
                    assertThat(Transforms.abs(here.sub(there)).maxNumber().doubleValue())
                            .as("%s", values)
                            .isLessThan(1e-4);
                }
            }
        }
    }

    /** A member in Deeplearning4j, its normalisations not folded into anything. */
    private static ComputationGraph graph(FamilyWeights weights, Chain chain) {
        ComputationGraph graph = new ChainGraph(List.of(chain), 1).graph();
        for (Layer layer : chain.layers()) {
            String name = layer.name();
            if (layer instanceof Layer.Conv conv) {
                set(graph, name + ".conv", "W", weights.leading(name + ".weight", conv.outputs(), conv.inputs()));
                set(graph, name + ".norm", "gamma", weights.leading(conv.statistics() + ".scale", conv.outputs()));
                set(graph, name + ".norm", "beta", weights.leading(conv.statistics() + ".shift", conv.outputs()));
                // Its inverse root, with the epsilon that is added to it, is 1.
                graph.getLayer(name + ".norm").getParam("mean").assign(0);
                graph.getLayer(name + ".norm").getParam("var").assign(1 - 1e-5);
            } else if (layer instanceof Layer.Project project) {
                set(graph, name, "W", weights.leading(name + ".weight", project.outputs(), project.inputs()));
                set(graph, name, "b", weights.leading(name + ".bias", project.outputs()));
            } else if (layer instanceof Layer.Dense dense) {
                float[] matrix = weights.leading(name + ".weight", dense.outputs(), dense.inputs());
                graph.getLayer(name)
                        .getParam("W")
                        .assign(Nd4j.create(matrix, new long[] {dense.outputs(), dense.inputs()}, 'c')
                                .transpose());
                set(graph, name, "b", weights.leading(name + ".bias", dense.outputs()));
            }
        }
        return graph;
    }

    private static void set(ComputationGraph graph, String vertex, String key, float[] values) {
        INDArray parameter = graph.getLayer(vertex).getParam(key);
        parameter.assign(Nd4j.create(values, parameter.shape(), 'c'));
    }

    @Test
    void whatIsNoTrainingIsRefused() {
        assertThatThrownBy(() -> new FamilyTraining(1, 0, 8, 0.1, List.of("int8")))
                .hasMessageContaining("at least 1, given 0");
        assertThatThrownBy(() -> new FamilyTraining(1, 1, 8, 0, List.of("int8")))
                .hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new FamilyTraining(1, 1, 8, 0.1, List.of("int9")))
                .hasMessageContaining("int8");
    }
}
