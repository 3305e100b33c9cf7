package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** Who may ask, and who is believed. */
final class SecurityTest {
    private static final String TOKEN = "0123456789abcdef0123";

    @TempDir
    private static Path folder;

    private static Path authority = Path.of("");
    private static Path otherAuthority = Path.of("");
    private static LocalAuthority.Pair forServer = new LocalAuthority.Pair(Path.of(""), Path.of(""));
    private static LocalAuthority.Pair forClient = forServer;
    private static LocalAuthority.Pair strangers = forServer;
    private static CloudServer server = CloudServer.start(CloudServerOptions.loopback(0), new FakeModels());

    @BeforeAll
    static void makeCertificates() {
        LocalAuthority ours = LocalAuthority.of(folder, "ours");
        LocalAuthority others = LocalAuthority.of(folder, "others");
        authority = ours.certificate();
        otherAuthority = others.certificate();
        forServer = ours.sign("server");
        forClient = ours.signClient("client");
        strangers = others.signClient("stranger");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CloudSecurity ofServer() {
        return CloudSecurity.tls(forServer.certificate(), forServer.key());
    }

    private static void answers(CloudSecurity ofServer, CloudSecurity ofClient) {
        ask(ofServer, ofClient, client -> {
            assertThat(client.live()).isTrue();
            CloudInput input = CloudInput.of("x", Tensor.of(Shape.of(1, 3), 1, 2, 3));
            assertThat(client.infer("sum", List.of(input)).output("all").toArray())
                    .containsExactly(6f);
        });
    }

    private static void refuses(CloudSecurity ofServer, CloudSecurity ofClient, String part, String words) {
        ask(ofServer, ofClient, client -> {
            assertThatThrownBy(client::live)
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith(part)
                    .hasMessageContaining(words);
            CloudInput input = CloudInput.of("x", Tensor.of(Shape.of(1, 3), 1, 2, 3));
            assertThatThrownBy(() -> client.infer("sum", List.of(input)))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageStartingWith(part)
                    .hasMessageNotContaining(TOKEN);
        });
    }

    private interface Question {
        void ask(CloudClient client);
    }

    private static void ask(CloudSecurity ofServer, CloudSecurity ofClient, Question question) {
        try (CloudServer secured =
                        CloudServer.start(CloudServerOptions.loopback(0).withSecurity(ofServer), new FakeModels());
                CloudClient client = CloudClient.of(CloudClientOptions.of("127.0.0.1", secured.port(), ofClient)
                        .withDeadline(Duration.ofSeconds(60)))) {
            question.ask(client);
        }
    }

    @Test
    void tlsConnectsToAServerWhoseAuthorityIsBelieved() {
        answers(ofServer(), CloudSecurity.trusting(authority));
        // What is wrong with it is named, and no later try is advised.
        refuses(ofServer(), CloudSecurity.trusting(otherAuthority), "transfer", "UNAVAILABLE");
        ask(
                ofServer(),
                CloudSecurity.trusting(otherAuthority),
                client -> assertThatThrownBy(client::live)
                        .hasMessageContaining("certificates, authorities and host names must fit")
                        .hasMessageContaining("certification path")
                        .isInstanceOfSatisfying(
                                TestbedException.class,
                                failure -> assertThat(failure.retryCanHelp()).isFalse()));
    }

    @Test
    void plainTextIsNoAnswerToTls() {
        refuses(ofServer(), CloudSecurity.LOOPBACK, "transfer", "UNAVAILABLE");
    }

    @Test
    void mutualTlsAsksForACertificateOfItsAuthority() {
        CloudSecurity mutual = ofServer().withAuthority(authority);
        answers(
                mutual,
                CloudSecurity.tls(forClient.certificate(), forClient.key()).withAuthority(authority));
        refuses(mutual, CloudSecurity.trusting(authority), "transfer", "UNAVAILABLE");
        refuses(
                mutual,
                CloudSecurity.tls(strangers.certificate(), strangers.key()).withAuthority(authority),
                "transfer",
                "UNAVAILABLE");
    }

    private static BearerToken token(String secret) throws IOException {
        return BearerToken.fromFile(Files.writeString(folder.resolve("token"), secret + "\n"));
    }

    @Test
    void aTokenIsAskedForAndNeverShown() throws IOException {
        CloudSecurity guarded = CloudSecurity.LOOPBACK.withToken(token(TOKEN));
        answers(guarded, guarded);
        refuses(guarded, CloudSecurity.LOOPBACK, "cloud", "UNAUTHENTICATED");
        refuses(guarded, CloudSecurity.LOOPBACK.withToken(token(TOKEN + "4")), "cloud", "given another");
        assertThat(guarded.toString()).doesNotContain(TOKEN);
    }

    @Test
    void aTokenIsAskedForUnderTlsToo() throws IOException {
        answers(
                ofServer().withToken(token(TOKEN)),
                CloudSecurity.trusting(authority).withToken(token(TOKEN)));
    }

    @Test
    void aBadTokenIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> token("short"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given 5 characters")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> BearerToken.fromFile(folder.resolve("nowhere")))
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> BearerToken.fromEnvironment("WATTSPLIT_NOT_SET"))
                .hasMessageContaining("WATTSPLIT_NOT_SET");
    }

    @Test
    void plainTextStaysOnTheMachineUnlessAllowed() {
        CloudServerOptions everywhere = CloudServerOptions.loopback(0).withHost("0.0.0.0");
        assertThatThrownBy(() -> CloudServer.start(everywhere, new FakeModels()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("without TLS")
                .hasMessageContaining("given 0.0.0.0");
        CloudServer.start(everywhere.withSecurity(CloudSecurity.LOOPBACK.withPlainTextAnywhere()), new FakeModels())
                .close();
        assertThatThrownBy(() -> CloudClient.of(CloudClientOptions.of("192.0.2.1", 1, CloudSecurity.LOOPBACK)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given 192.0.2.1");
    }

    @Test
    void filesThatAreNoCertificatesAreNamed() throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        for (Path file : List.of(nonsense, folder.resolve("missing.pem"))) {
            CloudSecurity bad = CloudSecurity.tls(file, forServer.key());
            assertThatThrownBy(() ->
                            CloudServer.start(CloudServerOptions.loopback(0).withSecurity(bad), new FakeModels()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() -> new CloudSecurity(true, nonsense, null, null, null, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("both or neither");
    }
}
