package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.standin.CloudImage;
import org.wattsplit.testbed.standin.CloudStandIn;

/** The profiler against a cloud that is a container behind a slow link. */
@ExtendWith(CloudImage.class)
final class ProfileIT {
    @TempDir
    private Path folder;

    private double transferMillis;
    private double roundTripMillis;

    @Test
    void twentyConfigurationsAreMeasuredOverTheLink() throws IOException {
        measure();
    }

    @Test
    @Tag("timed")
    void timesAreThoseOfTheLink() throws IOException {
        measure();
        assertThat(transferMillis).isLessThan(60);
        assertThat(roundTripMillis).isLessThan(40);
    }

    private void measure() throws IOException {
        Path network = folder.resolve("narrow.onnx");
        Cli.succeed(
                "networks", "build", "mobilenetv2", "--width", "0.35", "--pixels", "64", "--out", network.toString());
        Path data = folder.resolve("data");
        try (CloudStandIn cloud = CloudStandIn.builder(CloudImage.NAME)
                .withModel("narrow", network)
                .withLink(new LinkShape(50, 5), new LinkShape(50, 5))
                .start()) {
            String[] words = {
                "profile",
                "--network",
                "narrow",
                "--onnx",
                network.toString(),
                "--cloud",
                cloud.host() + ":" + cloud.port(),
                "--budget",
                "20",
                "--repeats",
                "1",
                "--out",
                data.toString()
            };
            Cli.succeed(Cli.append(words, ProfileTest.BRIEF.toArray(String[]::new)));
        }
        Dataset dataset = DataSource.open(data.toString(), null);
        assertThat(dataset.requireTable().means()).hasSize(20);
        Outcome cloudOnly = dataset.requireTable()
                .requireMean(dataset.space().cloudOnly().orElseThrow())
                .outcome();
        // 5 ms each way, and 48 KiB at 50 Mbit/s.
        transferMillis = cloudOnly.latencyMillis(LatencyPart.TRANSFER).orElseThrow();
        assertThat(transferMillis).isGreaterThan(15);
        assertThat(cloudOnly.provenance(EnergyPart.CLOUD_CPU)).isEqualTo(Provenance.ABSENT);
        JsonNode info = new ObjectMapper().readTree(data.resolve("profile.json").toFile());
        roundTripMillis = info.at("/cloud/round_trip_ms").asDouble();
        assertThat(roundTripMillis).isGreaterThan(10);
    }
}
