package org.wattsplit.testbed.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.onnx.OnnxFile;
import org.wattsplit.testbed.onnx.format.GraphProto;
import org.wattsplit.testbed.onnx.format.NodeProto;
import org.wattsplit.testbed.onnx.format.TensorProto;

final class ZooTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"vgg16,138357544", "resnet50,25557032", "mobilenetv2,3504872", "vit-b16,86567656", "vit-ti16,5717416"})
    void hasThePublishedNumberOfParameters(String name, long parameters) {
        assertThat(Zoo.model(name).parameters()).isEqualTo(parameters);
    }

    @Test
    void fileHoldsOneNumberLessForEachNormalisedChannel() {
        ZooModel model = Zoo.model("resnet50", 0.125, 32);
        model.write(folder.resolve("model.onnx"), 1);
        GraphProto graph = OnnxFile.read(folder.resolve("model.onnx")).getGraph();
        long inFile = graph.getInitializerList().stream()
                .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE)
                .filter(tensor -> tensor.getDimsCount() > 0)
                .mapToLong(tensor -> tensor.getRawData().size() / Float.BYTES)
                .sum();
        long channels = graph.getInitializerList().stream()
                .filter(tensor -> tensor.getName().contains("conv") && tensor.getDimsCount() == 1)
                .mapToLong(tensor -> tensor.getDims(0))
                .sum();
        assertThat(graph.getNodeList()).extracting(NodeProto::getOpType).doesNotContain("BatchNormalization");
        assertThat(model.parameters()).isEqualTo(inFile + channels);
    }

    @Test
    void sameSeedGivesSameBytesAndAnotherDoesNot() {
        Path first = folder.resolve("first.onnx");
        Path again = folder.resolve("again.onnx");
        Path other = folder.resolve("other.onnx");
        Zoo.model("mobilenetv2", 0.25, 32).write(first, 7);
        Zoo.model("mobilenetv2", 0.25, 32).write(again, 7);
        Zoo.model("mobilenetv2", 0.25, 32).write(other, 8);
        assertThat(again).hasSameBinaryContentAs(first);
        assertThat(OnnxFile.read(other)).isNotEqualTo(OnnxFile.read(first));
    }

    @Test
    void unknownArchitectureIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Zoo.model("alexnet"))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected the architecture to be one of [mobilenetv2, resnet50, vgg16, vit-b16, vit-ti16],"
                        + " given alexnet");
    }

    @Test
    void imageThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Zoo.model("vgg16", 1, 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the image's side for vgg16 to be a multiple of 32 pixels")
                .hasMessageContaining("given 48");
    }
}
