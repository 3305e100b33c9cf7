package org.wattsplit.datasets.slimmable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.importer.SeedData;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.Placement;
import org.wattsplit.framework.testbed.TransitionCost;

/** On made-up rows in the published layout. */
final class SlimmableImporterTest {
    private static final String REQUEST =
            "{\"bw\": 1.0, \"e2e\": 2.0, \"mode\": 44, \"map\": 3.0, \"encoder_time\": 4.0,"
                    + " \"kbs\": 5.0, \"deadline\": 600, \"time\": 6.5, \"transfer_time\": 7.0, \"rec_time\": 8.0,"
                    + " \"decoder_time\": %s}";

    @TempDir
    private Path folder;

    private final SlimmableImporter importer = new SlimmableImporter();

    @BeforeEach
    void publish() throws IOException {
        write(
                "rpi4_cpus4.csv",
                "model,ms,KB,mAP",
                "assine2022b_11,50,1000.0,10",
                "assine2022b_14,52,4000.0,30",
                "assine2022b_31,150,1000.0,12.5",
                "lee2021_3,200,9000.0,40",
                "lee2021_10,300,2000.0,35",
                "assine2022a_100,2000,9000,45");
        write(
                "switching_result_lee2021.json",
                "{\"ram\": 0.1, \"lists\": [{\"name\": \"lee2021\", \"mode\": 3, \"disk_load\": 100, \"warmup\": 900.5},",
                " {\"name\": \"lee2021\", \"mode\": 10, \"disk_load\": 300, \"warmup\": 1700.5}]}");
        write(
                "output_distance_5_deadline_600.jsonl",
                decoder("90.5"),
                decoder("50.5"),
                decoder("60.5"),
                decoder("70.5"));
    }

    private static String decoder(String millis) {
        return REQUEST.replace("%s", millis);
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private DatasetImporter.Imported imported(String... options) {
        return importer.read(folder, options.length == 0 ? Map.of() : Map.of(options[0], options[1]));
    }

    private static Outcome first(Dataset dataset) {
        return dataset.requireTable().rows().get(0).outcome();
    }

    @Test
    void modesAreWidthAndChannelsWhichSwitchFreely() {
        Dataset dataset = imported().dataset();
        assertThat(dataset.space().knobs())
                .containsExactly(
                        new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("1"), false),
                        new Knob("width", Knob.Kind.NUMERIC, List.of("1", "3"), false),
                        new Knob("channels_sent", Knob.Kind.NUMERIC, List.of("1", "4"), false));
        assertThat(dataset.space().stream()).allMatch(one -> one.placement() == Placement.SPLIT);
        Measurement row = dataset.requireTable().rows().get(1);
        assertThat(row.configuration().value("channels_sent")).isEqualTo("4");
        assertThat(row.quantities()).isEqualTo(Map.of(Quantity.TRANSFER_BYTES, 4000.0));
        assertThat(row.outcome().latencyMillis(LatencyPart.EDGE)).hasValue(52);
        assertThat(row.outcome().latencyMillis(LatencyPart.TRANSFER)).isEmpty();
        assertThat(row.outcome().accuracy()).hasValue(0.3);
        assertThat(row.outcome().hasEnergy()).isFalse();
        assertThat(Objects.requireNonNull(imported().scenario()).transition()).isEqualTo(TransitionCost.FREE);
    }

    @Test
    void theMedianDecoderIsTheModelledCloudWhereItIsKnown() throws IOException {
        Outcome with = first(imported().dataset());
        assertThat(with.latencyMillis(LatencyPart.CLOUD)).hasValue(65.5);
        assertThat(with.provenance(LatencyPart.CLOUD)).isEqualTo(Provenance.MODELLED);
        assertThat(with.provenance(LatencyPart.EDGE)).isEqualTo(Provenance.MEASURED);
        Files.delete(folder.resolve("output_distance_5_deadline_600.jsonl"));
        assertThat(first(imported().dataset()).latencyMillis(LatencyPart.CLOUD)).isEmpty();
    }

    @Test
    void bytesGoOverALinkOnRequest() {
        Dataset dataset = imported("link_mbps", "8").dataset();
        assertThat(first(dataset).latencyMillis(LatencyPart.TRANSFER)).hasValue(1);
        assertThat(first(dataset).provenance(LatencyPart.TRANSFER)).isEqualTo(Provenance.MODELLED);
        assertThat(dataset.device().baseMbps()).isEqualTo(8);
        assertThatThrownBy(() -> imported("link_mbps", "0")).hasMessageContaining("link_mbps");
        assertThatThrownBy(() -> imported("link_mbps", "fast")).hasMessageContaining("given fast");
    }

    @Test
    void aLadderIsAloneAndItsChangesTakeTheMeanLoad() {
        DatasetImporter.Imported ladder = imported("ladder", "lee2021");
        assertThat(ladder.dataset().space().knobs())
                .contains(new Knob("rung", Knob.Kind.NUMERIC, List.of("3", "10"), true));
        assertThat(ladder.dataset().requireTable().rows()).hasSize(2);
        assertThat(first(ladder.dataset()).latencyMillis(LatencyPart.CLOUD)).isEmpty();
        Scenario scenario = Objects.requireNonNull(ladder.scenario());
        assertThat(scenario.id()).isEqualTo("Lee2021-v1");
        assertThat(scenario.testbed()).isEqualTo("replay");
        assertThat(scenario.transition()).isEqualTo(new TransitionCost(1500.5, 0));
    }

    @Test
    void aLadderWithoutSwitchingTimesHasNoScenario() {
        assertThat(imported("ladder", "assine2022a").scenario()).isNull();
        assertThatThrownBy(() -> imported("ladder", "assine2022b"))
                .hasMessageContaining("[assine2022a, lee2021], given assine2022b");
    }

    @Test
    void remarksSayWhatItsAccuracyIs() {
        assertThat(String.join("\n", imported().remarks())).contains("mAP / 100", "modelled", "no transfer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assine2022b_15,50,1000,10 | :2:1: Expected model to be assine2022b with a width and channels of 1 to 4",
                "assine2022b,50,1000,10 | :2:1: Expected model to be a network and its mode",
                "assine2022b_11,0,1000,10 | :2:2: Expected ms to be a number above 0, given \"0\"",
                "assine2022b_11,50,-1,10 | :2:3: Expected KB to be a number of at least 0, given \"-1\"",
                "assine2022b_11,50,1000,101 | :2:4: Expected mAP to be between 0 and 100, given \"101\"",
            })
    void corruptRowsFailLoudlyWithTheirPlace(String row, String message) throws IOException {
        write("rpi4_cpus4.csv", "model,ms,KB,mAP", row);
        assertThatThrownBy(this::imported)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("rpi4_cpus4.csv" + message);
    }

    @Test
    void corruptRequestsFailLoudlyWithTheirPlace() throws IOException {
        write("output_distance_5_deadline_600.jsonl", decoder("90.5"), decoder("-1"));
        assertThatThrownBy(this::imported)
                .hasMessageContaining("output_distance_5_deadline_600.jsonl:2")
                .hasMessageContaining("decoder_time");
        write("output_distance_5_deadline_600.jsonl", decoder("\"soon\""));
        assertThatThrownBy(this::imported)
                .hasMessageContaining("output_distance_5_deadline_600.jsonl:1")
                .hasMessageContaining("soon");
    }

    @Test
    void switchingTimesOfAnotherLadderAreRefused() throws IOException {
        write(
                "switching_result_lee2021.json",
                "{\"ram\": 0.1, \"lists\": [{\"name\": \"other\", \"mode\": 3, \"disk_load\": 100, \"warmup\": 900}]}");
        assertThatThrownBy(() -> imported("ladder", "lee2021"))
                .hasMessageContaining("switching_result_lee2021.json")
                .hasMessageContaining("lee2021, given other");
    }

    @Test
    void thePublishedModesAreSixteen() {
        Dataset dataset = importer.read(SeedData.file("slimmable_rpi4_cpus4.csv"), Map.of())
                .dataset();
        assertThat(dataset.requireTable().means()).hasSize(16);
        assertThat(first(dataset).latencyMillis(LatencyPart.CLOUD).orElseThrow())
                .isBetween(50.0, 60.0);
    }
}
