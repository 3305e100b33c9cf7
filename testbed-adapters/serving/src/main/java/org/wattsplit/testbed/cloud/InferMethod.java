package org.wattsplit.testbed.cloud;

import io.grpc.MethodDescriptor;
import org.wattsplit.testbed.protocol.GRPCInferenceServiceGrpc;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;

/** The method {@code ModelInfer} with raw contents uncopied. */
final class InferMethod {
    /** What may be under way: a tensor of an early cut has megabytes, and a smaller window would stop its sender. */
    static final int WINDOW_BYTES = 8 << 20;

    private InferMethod() {}

    static RawMarshaller<ModelInferRequest> requests(int mostHeadBytes, int mostTensors, BufferPool pool) {
        return new RawMarshaller<>(
                ModelInferRequest.parser(),
                "ModelInferRequest",
                ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER,
                mostHeadBytes,
                mostTensors,
                pool);
    }

    /** Answers are their caller's for good, so their memory is not used again. */
    static RawMarshaller<ModelInferResponse> responses(int mostHeadBytes, int mostTensors) {
        return new RawMarshaller<>(
                ModelInferResponse.parser(),
                "ModelInferResponse",
                ModelInferResponse.RAW_OUTPUT_CONTENTS_FIELD_NUMBER,
                mostHeadBytes,
                mostTensors,
                new BufferPool(0));
    }

    /** As a client calls it. */
    static MethodDescriptor<RawMessage<ModelInferRequest>, RawMessage<ModelInferResponse>> forClients(
            RawMarshaller<ModelInferRequest> requests, RawMarshaller<ModelInferResponse> responses) {
        return GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder(requests, responses)
                .build();
    }
}
