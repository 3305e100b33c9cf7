package org.wattsplit.testbed.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.pictures.LabelledPicture;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;

/** The weights that come with the project. */
final class FamilyWeightsTest {
    private static final int PICTURES = 2000;
    private static final List<LabelledPicture> UNSEEN = Pictures.unseen(PICTURES);

    @TempDir
    private Path temp;

    private SplitModel open(FamilyWeights weights, Map<String, String> values) {
        String name = weights.family().memberName(values);
        Path file = temp.resolve(name + ".onnx");
        weights.writeMember(values, file);
        return OnnxSplitModel.open(file, name, temp.resolve("halves"), OnnxOptions.DEFAULT.withIntraOpThreads(1));
    }

    private double accuracy(String family, Map<String, String> values) {
        try (SplitModel model = open(FamilyWeights.bundled(family), values)) {
            return PictureAccuracy.of(model, UNSEEN).share();
        }
    }

    /** Measured by {@code networks train} on 10,000 unseen pictures, of which these are the first. */
    @Test
    void accuraciesAreThoseThatWereMeasured() {
        Map<String, Double> exits = Map.of("1", 0.7885, "2", 0.8633, "3", 0.9227);
        exits.forEach((exit, measured) ->
                assertThat(accuracy("exits", Map.of("exit", exit))).isBetween(low(measured), high(measured)));
        Map<String, Double> widths = Map.of("0.25", 0.8868, "1", 0.9166);
        widths.forEach((width, measured) ->
                assertThat(accuracy("slimmable", Map.of("width", width))).isBetween(low(measured), high(measured)));
    }

    private static double low(double measured) {
        return measured - 3 * Math.sqrt(measured * (1 - measured) / PICTURES);
    }

    private static double high(double measured) {
        return measured + 3 * Math.sqrt(measured * (1 - measured) / PICTURES);
    }

    @Test
    void accuracyRisesWithExitsWidthsAndChannels() {
        assertThat(List.of(
                        accuracy("exits", Map.of("exit", "1")),
                        accuracy("exits", Map.of("exit", "2")),
                        accuracy("exits", Map.of("exit", "3"))))
                .isSorted();
        List<Double> widths = new ArrayList<>();
        for (String width : List.of("0.25", "0.5", "1")) {
            widths.add(accuracy("slimmable", Map.of("width", width)));
        }
        assertThat(widths).isSorted();
        List<Double> channels = new ArrayList<>();
        for (String sent : List.of("2", "8", "16")) {
            channels.add(accuracy("slimmable", Map.of("channels_sent", sent)));
        }
        assertThat(channels).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exits", "slimmable"})
    void everyMemberHasTheFamilysCutsAndTheSameEnds(String family) {
        FamilyWeights weights = FamilyWeights.bundled(family);
        for (Map<String, String> values : weights.family().variants()) {
            Chain chain = weights.family().chain(values);
            try (SplitModel model = open(weights, values)) {
                assertThat(model.inputShape()).isEqualTo(Pictures.SHAPE);
                assertThat(model.outputShape()).isEqualTo(Shape.of(1, 36));
                assertThat(model.cuts()).extracting(CutPoint::tensor).containsAll(chain.cuts());
            }
        }
    }

    @Test
    void sentChannelsAreTheLeadingOnesOfTheBottleneck() {
        FamilyWeights weights = FamilyWeights.bundled("slimmable");
        try (SplitModel all = open(weights, Map.of());
                SplitModel four = open(weights, Map.of("channels_sent", "4"))) {
            float[] sixteen = bottleneck(all);
            float[] leading = bottleneck(four);
            assertThat(leading).hasSize(sixteen.length / 4);
            for (int i = 0; i < leading.length; i++) {
                assertThat(leading[i]).isBetween(sixteen[i] - 1e-4f, sixteen[i] + 1e-4f);
            }
        }
    }

    private static float[] bottleneck(SplitModel model) {
        int cut = model.cuts().stream()
                .filter(one -> one.tensor().equals("bottleneck"))
                .findFirst()
                .orElseThrow()
                .index();
        return model.head(cut, UNSEEN.get(0).pixels()).toArray();
    }

    @Test
    void weightsAreReadAsTheyAreWrittenAndOtherFilesRefused() throws IOException {
        FamilyWeights weights = FamilyWeights.bundled("exits");
        Path file = temp.resolve("exits.weights");
        weights.write(file);
        FamilyWeights read = FamilyWeights.read(file);
        assertThat(read.about()).isEqualTo(weights.about());
        assertThat(read.parameters()).isEqualTo(weights.parameters());
        Path other = Files.writeString(temp.resolve("other"), "other");
        assertThatThrownBy(() -> FamilyWeights.read(other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("network-family");
    }
}
