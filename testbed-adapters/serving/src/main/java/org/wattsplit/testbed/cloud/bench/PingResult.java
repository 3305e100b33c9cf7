package org.wattsplit.testbed.cloud.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.ModelDescription;
import org.wattsplit.testbed.cloud.ServerDescription;
import org.wattsplit.testbed.cloud.bench.TransferBench.Times;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * What a server was asked and answered.
 *
 * @param server what it says of itself
 * @param live whether it lives
 * @param ready whether it takes requests
 * @param modelReady whether the model does; none when none was asked for
 * @param model what the server says of the model; none when none was asked for or it is not ready
 * @param run how the model ran; none when it was not asked for or declares no inputs
 */
public record PingResult(
        ServerDescription server,
        boolean live,
        boolean ready,
        @Nullable Boolean modelReady,
        @Nullable ModelDescription model,
        @Nullable Run run) {

    /** Whether the server, and the model where one was asked for, is there and ready. */
    public boolean well() {
        return live && ready && !Boolean.FALSE.equals(modelReady);
    }

    /**
     * Runs of a model.
     *
     * @param repeats so many
     * @param outputs what the last one gave
     * @param bytesSent bytes of a request, without HTTP/2, TLS and TCP
     * @param bytesReceived bytes of an answer, likewise
     * @param roundTrip from the call to the answer
     * @param parts medians of where the time at the server went; none when it does not say
     */
    public record Run(
            int repeats,
            List<Output> outputs,
            long bytesSent,
            long bytesReceived,
            Times roundTrip,
            @Nullable Parts parts) {
        public Run {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * An output.
     *
     * @param name its name
     * @param shape its shape
     * @param sum the sum of its elements
     */
    public record Output(String name, List<Long> shape, double sum) {
        static Output of(String name, Tensor tensor) {
            double sum = 0;
            for (float element : tensor.toArray()) {
                sum += element;
            }
            return new Output(name, tensor.shape().sizes(), sum);
        }
    }

    /**
     * Parts of a request's time at the server, and the rest.
     *
     * @param queueMs before it ran
     * @param decodeMs until its tensors were there
     * @param computeMs in the model
     * @param restMs transfer, and both sides' handling of messages
     */
    public record Parts(double queueMs, double decodeMs, double computeMs, double restMs) {}
}
