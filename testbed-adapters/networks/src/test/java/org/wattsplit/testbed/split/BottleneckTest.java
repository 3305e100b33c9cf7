package org.wattsplit.testbed.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.zoo.Zoo;

/** Natural bottlenecks of networks, with the ratios that follow from the networks' published shapes. */
final class BottleneckTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({"mobilenetv2, 0.500 0.167 0.083 0.052 0.009", "vit-ti16, 0.250 0.001"})
    void aNetworksBottlenecksAreThoseOfItsShapes(String name, String ratios) throws Exception {
        Path file = temp.resolve(name + ".onnx");
        Zoo.model(name, 1, 224).write(file, 1);
        try (SplitModel model = OnnxSplitModel.open(file, name, temp, OnnxOptions.DEFAULT)) {
            List<Bottleneck> found = Bottleneck.of(model.cuts());
            assertThat(found.stream().map(one -> String.format(Locale.ROOT, "%.3f", one.elementsOfInput())))
                    .containsExactlyElementsOf(Arrays.asList(ratios.split(" ")));
            assertThat(found).allSatisfy(one -> assertThat(one.bytesOfPicture()).isEqualTo(4 * one.elementsOfInput()));
        }
    }

    private static CutPoint cut(int index, int elements) {
        return new CutPoint(index, "t" + index, Shape.of(1, elements), 0, 0, 0, 0);
    }

    @Test
    void eachIsSmallerThanTheInputAndAllBeforeItAndTheOutputIsNone() {
        List<CutPoint> cuts =
                List.of(cut(0, 100), cut(1, 200), cut(2, 80), cut(3, 90), cut(4, 80), cut(5, 40), cut(6, 10));
        assertThat(Bottleneck.of(cuts).stream().map(one -> one.cut().index())).containsExactly(2, 5);
    }
}
