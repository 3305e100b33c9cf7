package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.testbed.protocol.ModelInferRequest;

/** Messages whose contents stay outside of them. */
final class RawMarshallerTest {
    @Test
    void littleEndianFloatsComeThroughBitForBit() {
        float[] odd = {Float.NaN, Float.MIN_VALUE, -0f};
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(odd);
        RawMessage<ModelInferRequest> message = new RawMessage<>(
                ModelInferRequest.newBuilder().setModelName("m").build(), List.of(bytes));
        RawMarshaller<ModelInferRequest> marshaller = InferMethod.requests(1000, 4, new BufferPool(0));
        RawMessage<ModelInferRequest> back = marshaller.parse(marshaller.stream(message));
        assertThat(back.head()).isEqualTo(message.head());
        assertThat(back.contents().get(0)).isEqualTo(bytes);
        assertThat(back.contents().get(0).isDirect()).isTrue();
    }
}
