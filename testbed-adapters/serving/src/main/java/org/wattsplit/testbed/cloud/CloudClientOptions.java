package org.wattsplit.testbed.cloud;

import java.time.Duration;
import org.wattsplit.framework.check.Check;

/**
 * How a client reaches a server.
 *
 * @param host the server's name or address
 * @param port its port
 * @param security how it shows who it is, and what the client shows
 * @param deadline time for each call, retries included, unless the call says otherwise
 * @param keepAlive time without a sign of the server, while a call is open, after which the connection is tried with a ping;
 *     10 s or more, as servers disconnect those who ping more often
 * @param answerBytes the most bytes of an answer
 * @param retryInference whether an inference that met an unavailable server is sent once more within its deadline; right for
 *     models that are pure functions, which may then run twice
 */
public record CloudClientOptions(
        String host,
        int port,
        CloudSecurity security,
        Duration deadline,
        Duration keepAlive,
        int answerBytes,
        boolean retryInference) {
    public CloudClientOptions {
        Check.notBlank("the host", host);
        Check.range("the port", 1, 65_535, port);
        Check.that(deadline.toNanos() > 0, "the deadline", "above 0", deadline);
        Check.that(keepAlive.toSeconds() >= 10, "the keep-alive time", "at least 10 s", keepAlive);
        Check.that(answerBytes >= 1, "the most bytes of an answer", "at least 1", answerBytes);
    }

    /** Calls of at most 10 s, a ping after 20 s, answers of at most 64 MiB, one retry. */
    public static CloudClientOptions of(String host, int port, CloudSecurity security) {
        return new CloudClientOptions(
                host, port, security, Duration.ofSeconds(10), Duration.ofSeconds(20), 64 << 20, true);
    }

    /** These, with another deadline. */
    public CloudClientOptions withDeadline(Duration other) {
        return new CloudClientOptions(host, port, security, other, keepAlive, answerBytes, retryInference);
    }

    /** These, without a retry of inferences. */
    public CloudClientOptions withoutRetry() {
        return new CloudClientOptions(host, port, security, deadline, keepAlive, answerBytes, false);
    }
}
