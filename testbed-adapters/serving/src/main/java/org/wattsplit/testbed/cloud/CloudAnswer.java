package org.wattsplit.testbed.cloud;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A server's answer.
 *
 * @param outputs the tensors by name, in the server's order
 * @param trace where the time at the server went; none from a server that does not say
 * @param bytesSent bytes of the request's message with gRPC's prefix, without HTTP/2, TLS and TCP
 * @param bytesReceived those of the answer
 * @param millis time from the call to the answer, a retry included
 * @param attempts 1, or 2 after a retry
 */
public record CloudAnswer(
        Map<String, Tensor> outputs,
        Optional<CloudTrace> trace,
        long bytesSent,
        long bytesReceived,
        double millis,
        int attempts) {
    public CloudAnswer {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * An output.
     *
     * @throws TestbedException when the server did not send it
     */
    public Tensor output(String name) {
        Tensor output = outputs.get(name);
        if (output == null) {
            throw new TestbedException(
                    "cloud", false, "Expected an output named " + name + ", given " + outputs.keySet());
        }
        return output;
    }
}
