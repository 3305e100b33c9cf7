package org.wattsplit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.edge.RemoteTails;
import org.wattsplit.testbed.edge.TailRun;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.standin.CloudImage;
import org.wattsplit.testbed.standin.CloudStandIn;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * A test of one's own with the cloud in a container: a network's tail is run there, over a link of 20 Mbit/s, and the cloud
 * goes away and comes back. Skipped where no container engine answers.
 */
@ExtendWith(CloudImage.class)
final class OwnTestIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path temp;

    @Test
    void aTailRunsInTheCloudAgainOnceTheCloudIsBack() {
        Path network = temp.resolve("mobilenetv2.onnx");
        Zoo.model("mobilenetv2", 0.5, 64).write(network, 1);
        try (CloudStandIn cloud = CloudStandIn.builder(CloudImage.NAME)
                        .withModel("mobilenetv2", network)
                        .withLink(new LinkShape(20, 5), new LinkShape(20, 5))
                        .start();
                SplitModel model =
                        OnnxSplitModel.open(network, "mobilenetv2", temp.resolve("halves"), OnnxOptions.DEFAULT)) {
            Tensor input =
                    Tensor.of(model.inputShape(), new float[model.inputShape().elements()]);
            TailRun run;
            try (CloudClient client = client(cloud)) {
                run = run(client, model, input, LONG);
                assertThat(run.output().shape()).isEqualTo(model.whole(input).shape());
                assertThat(run.transferMillis()).isGreaterThan(10);
                cloud.kill();
                assertThatThrownBy(() -> run(client, model, input, Duration.ofSeconds(2)))
                        .isInstanceOf(TestbedException.class);
            }
            cloud.restart();
            // A client that was refused waits before it connects again: a new one does not.
            try (CloudClient later = client(cloud)) {
                assertThat(run(later, model, input, LONG).output().toArray())
                        .containsExactly(run.output().toArray());
            }
        }
    }

    private static CloudClient client(CloudStandIn cloud) {
        return CloudClient.of(CloudClientOptions.of(cloud.host(), cloud.port(), CloudSecurity.LOOPBACK)
                .withDeadline(LONG));
    }

    private static TailRun run(CloudClient client, SplitModel model, Tensor input, Duration deadline) {
        Tensor boundary = model.head(3, input);
        return RemoteTails.of(client, model).run(3, Codecs.installed().get("float32"), boundary, deadline);
    }
}
