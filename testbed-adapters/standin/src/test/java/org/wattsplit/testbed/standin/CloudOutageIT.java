package org.wattsplit.testbed.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudInput;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** The example of docs/split-inference.md. */
@ExtendWith(CloudImage.class)
final class CloudOutageIT {
    @Test
    void aCloudThatDiesAnswersOnceItIsBack() {
        try (CloudStandIn cloud = CloudStandIn.builder("wattsplit-cloud:it")
                        .withCpuShare(0.5)
                        .withMemory(512)
                        .withLink(new LinkShape(20, 15), new LinkShape(80, 15))
                        .start();
                CloudClient client =
                        CloudClient.of(CloudClientOptions.of(cloud.host(), cloud.port(), CloudSecurity.LOOPBACK))) {
            Tensor tensor = Tensor.of(Shape.of(1, 3), 1, 2, 3);
            List<CloudInput> input = List.of(CloudInput.of("input", tensor));
            // 15 ms each way.
            assertThat(client.infer("identity", input).millis()).isGreaterThan(30);
            cloud.kill();
            assertThatThrownBy(() -> client.infer("identity", input)).isInstanceOf(TestbedException.class);
            cloud.restart();
            // A client that was refused waits before it connects again.
            try (CloudClient later =
                    CloudClient.of(CloudClientOptions.of(cloud.host(), cloud.port(), CloudSecurity.LOOPBACK))) {
                assertThat(later.infer("identity", input).output("elements").toArray())
                        .containsExactly(3f);
            }
        }
    }
}
