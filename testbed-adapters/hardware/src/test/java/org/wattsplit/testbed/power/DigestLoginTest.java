package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of RFC 7616, section 3.9.1, and challenges that are not answered. */
final class DigestLoginTest {
    private static final String FIELDS =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, "
                    + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                    + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    private static final String SHA = String.format(FIELDS, "SHA-256");
    private static final String MD5 = String.format(FIELDS, "MD5");
    private static final String PATH = "/dir/index.html";

    @TempDir
    private Path folder;

    private DigestLogin login;

    @BeforeEach
    void login() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "Circle of Life\n");
        login = new DigestLogin(
                "Mufasa", Password.fromFile(file), () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    }

    @Test
    void exampleOfTheStandardIsAnsweredAsThere() {
        for (List<String> challenges : List.of(List.of(SHA, MD5), List.of(MD5, SHA), List.of(MD5 + ", " + SHA))) {
            assertThat(login.isAskedBy(challenges)).isTrue();
            assertThat(login.authorization(PATH))
                    .hasValue("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", "
                            + "algorithm=SHA-256, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                            + "nc=00000001, cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "
                            + "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", "
                            + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
        }
    }

    @Test
    void nothingIsSaidBeforeAChallengeAndEachRequestHasTheNextCount() {
        assertThat(login.authorization(PATH)).isEmpty();
        login.isAskedBy(List.of(SHA));
        login.authorization(PATH);
        assertThat(login.authorization(PATH).orElseThrow()).contains("nc=00000002,");
        login.isAskedBy(List.of(SHA.replace("7ypf", "8ypf")));
        assertThat(login.authorization(PATH).orElseThrow()).contains("nonce=\"8ypf/", "nc=00000001,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic realm=\"shelly\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256-sess",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\", algorithm=SHA-256",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256",
                "Digest realm=\"r\", qop=\"auth\", algorithm=SHA-256",
                "Digest realm=\"a\\\"b\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256",
                "Digest realm=\"a\u0007b\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256",
                "Digest realm=\"r\", nonce=\"n"
            })
    void challengeThatIsUnknownIsNotAnswered(String challenge) {
        assertThat(login.isAskedBy(List.of(challenge))).isFalse();
        assertThat(login.authorization(PATH)).isEmpty();
    }
}
