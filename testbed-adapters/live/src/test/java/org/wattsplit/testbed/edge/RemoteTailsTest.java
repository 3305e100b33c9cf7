package org.wattsplit.testbed.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.TinyModel;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.cloud.CloudServer;
import org.wattsplit.testbed.cloud.CloudServerOptions;
import org.wattsplit.testbed.cloud.IdentityModel;
import org.wattsplit.testbed.cloud.ModelRepository;
import org.wattsplit.testbed.cloud.SplitTails;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.tensor.Shape;

class RemoteTailsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static CloudServer server(ModelRepository models) {
        return CloudServer.start(CloudServerOptions.loopback(0).withCodecs(Codecs.installed()::get), models);
    }

    private static SplitRunner runner(CloudServer server) {
        TinyModel model = new TinyModel(2);
        CloudClient client = CloudClient.of(CloudClientOptions.of("127.0.0.1", server.port(), CloudSecurity.LOOPBACK)
                .withDeadline(DEADLINE)
                .withoutRetry());
        return SplitRunner.of(model, RemoteTails.of(client, model));
    }

    @Test
    void everyCutGivesTheWholesOutputAndSaysWhereTheTimeWent() {
        try (CloudServer server = server(SplitTails.of(() -> new TinyModel(2)));
                SplitRunner runner = runner(server)) {
            for (int cut = 0; cut <= 3; cut++) {
                runner.load(cut);
                SplitRun run =
                        runner.run(TinyModel.input(), cut, Codecs.installed().get("float32"), DEADLINE);

                assertThat(run.output().toArray()).containsExactly(8, 16, 24, 32);
                assertThat(run.cloudMillis()).isPresent();
                assertThat(run.bytesSent() > 0).isEqualTo(cut < 3);
                assertThat(run.totalMillis())
                        .isEqualTo(run.edgeMillis()
                                + run.transferMillis()
                                + run.cloudMillis().orElse(0));
            }
        }
    }

    @Test
    void aServerWithoutTheTailIsNamed() {
        try (CloudServer server = server(IdentityModel.repository());
                SplitRunner runner = runner(server)) {
            assertThatThrownBy(() -> runner.load(1))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("tiny.tail.1");
        }
    }

    @Test
    void anAnswerThatIsNoNumberOrOfAnotherShapeIsAFailureOfTheCloud() {
        for (TinyModel there : List.of(new TinyModel(Float.NaN), new TinyModel(2, Shape.of(2, 2)))) {
            try (CloudServer server = server(SplitTails.of(() -> there));
                    SplitRunner runner = runner(server)) {
                assertThatThrownBy(() -> runner.run(
                                TinyModel.input(), 1, Codecs.installed().get("float32"), DEADLINE))
                        .isInstanceOfSatisfying(TestbedException.class, failure -> {
                            assertThat(failure.part()).isEqualTo("cloud");
                            assertThat(failure.retryCanHelp()).isFalse();
                        });
            }
        }
    }

    @Test
    void aServerThatIsGoneIsAFailureThatMayPass() {
        CloudServer server = server(SplitTails.of(() -> new TinyModel(2)));
        try (SplitRunner runner = runner(server)) {
            runner.load(1);
            server.close();

            assertThatThrownBy(() ->
                            runner.run(TinyModel.input(), 1, Codecs.installed().get("float32"), DEADLINE))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue());
        }
    }

    @Test
    void aCutBeyondTheNetworkIsRefused() {
        try (CloudServer server = server(SplitTails.of(() -> new TinyModel(2)));
                SplitRunner runner = runner(server)) {
            assertThatThrownBy(() ->
                            runner.run(TinyModel.input(), 4, Codecs.installed().get("float32"), DEADLINE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the cut of tiny");
        }
    }

    @Test
    void aTailThatTakesAnotherTensorIsNamed() {
        try (CloudServer server = server(SplitTails.of(() -> new TinyModel(2, Shape.of(1, 5))));
                SplitRunner runner = runner(server)) {
            assertThatThrownBy(() -> runner.load(1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("tiny.tail.1")
                    .hasMessageContaining("another network");
        }
    }
}
