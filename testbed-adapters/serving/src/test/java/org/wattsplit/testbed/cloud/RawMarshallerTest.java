package org.wattsplit.testbed.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattsplit.testbed.cloud.TestServer.refusal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.HasByteBuffer;
import io.grpc.KnownLength;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wattsplit.testbed.protocol.ModelInferRequest;

/** Messages whose contents stay outside of them. */
final class RawMarshallerTest {
    private final BufferPool pool = new BufferPool(1 << 20);
    private final RawMarshaller<ModelInferRequest> marshaller = InferMethod.requests(1000, 4, pool);

    @Test
    void littleEndianFloatsComeThroughBitForBit() {
        float[] odd = {Float.NaN, Float.MIN_VALUE, -0f};
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(odd);
        RawMessage<ModelInferRequest> message = new RawMessage<>(
                ModelInferRequest.newBuilder().setModelName("m").build(), List.of(bytes));
        RawMessage<ModelInferRequest> back = marshaller.parse(marshaller.stream(message));
        assertThat(back.head()).isEqualTo(message.head());
        assertThat(back.contents().get(0)).isEqualTo(bytes);
        assertThat(back.contents().get(0).isDirect()).isTrue();
    }

    @Test
    void theBytesAreThoseOfTheGeneratedCode() throws IOException {
        ModelInferRequest head = Requests.valid().clearRawInputContents().build();
        ByteBuffer part = ByteBuffer.wrap(new byte[100_000]).slice(7, 90_000);
        byte[] written = marshaller.stream(new RawMessage<>(head, List.of(part, ByteBuffer.allocate(0))))
                .readAllBytes();
        assertThat(written)
                .isEqualTo(head.toBuilder()
                        .addRawInputContents(ByteString.copyFrom(part.duplicate()))
                        .addRawInputContents(ByteString.EMPTY)
                        .build()
                        .toByteArray());
    }

    /** What a transport received: buffers of 1000 bytes, of which every third is empty. */
    private static final class Received extends ByteArrayInputStream implements KnownLength, HasByteBuffer {
        private int asked;

        Received(byte[] bytes) {
            super(bytes);
        }

        @Override
        public boolean byteBufferSupported() {
            return true;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            int length = asked++ % 3 == 2 ? 0 : Math.min(1000, count - pos);
            return ByteBuffer.wrap(buf, pos, length);
        }
    }

    @Test
    void contentsAreReadFromTheTransportsBuffersAndFieldsThatNobodyKnowsAreKept() {
        byte[] contents = new byte[200_000];
        new Random(7).nextBytes(contents);
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        100,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(-1)
                                .addFixed32(1)
                                .addFixed64(Long.MIN_VALUE)
                                .addLengthDelimited(ByteString.copyFromUtf8("more"))
                                .build())
                .build();
        ModelInferRequest head = Requests.valid()
                .clearRawInputContents()
                .setUnknownFields(unknown)
                .build();
        ModelInferRequest all = head.toBuilder()
                .addRawInputContents(ByteString.copyFrom(contents))
                .addRawInputContents(ByteString.EMPTY)
                .build();
        RawMessage<ModelInferRequest> message = marshaller.parse(new Received(all.toByteArray()));
        assertThat(message.head()).isEqualTo(head);
        assertThat(message.contents()).containsExactly(ByteBuffer.wrap(contents), ByteBuffer.allocate(0));
    }

    @Test
    void aMessageThatIsNoneIsRefusedAndItsMemoryUsedAgain() {
        ByteBuffer own = pool.take(20_000);
        pool.giveBack(own);
        byte[] valid = ModelInferRequest.newBuilder()
                .addRawInputContents(ByteString.copyFrom(new byte[20_000]))
                .build()
                .toByteArray();
        int end = valid.length;
        byte[] group = {0x0B, 0x0C};
        byte[] fieldOfNumberZero = {0x02, 0x00};
        byte[] cutWithinANumber = {0x08, (byte) 0x80};
        byte[] nameThatIsNoText = {0x0A, 0x01, (byte) 0xFF};
        byte[] negativeLength = {0x3A, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        for (byte[] rest : List.of(group, fieldOfNumberZero, cutWithinANumber, nameThatIsNoText, negativeLength)) {
            byte[] bytes = Arrays.copyOf(valid, end + rest.length);
            System.arraycopy(rest, 0, bytes, end, rest.length);
            Status status = refusal(() -> marshaller.parse(new Received(bytes))).getStatus();
            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription())
                    .startsWith("Expected the message to be a ModelInferRequest, given bytes that are none: ");
            assertThat(pool.take(20_000)).isSameAs(own);
            pool.giveBack(own);
        }
    }

    @Test
    void bytesBesidesRawContentsAreBounded() {
        byte[] name = ModelInferRequest.newBuilder()
                .setModelName("n".repeat(996))
                .build()
                .toByteArray();
        assertThat(name).hasSize(999);
        assertThat(marshaller.parse(new Received(name)).head().getModelName()).hasSize(996);
        for (int more : new int[] {2, 100_000}) {
            byte[] bytes = ModelInferRequest.newBuilder()
                    .setModelName("n".repeat(996))
                    .setId("i".repeat(more))
                    .build()
                    .toByteArray();
            Status status = refusal(() -> marshaller.parse(new Received(bytes))).getStatus();
            assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(status.getDescription()).contains("besides raw contents", "at most 1000");
        }
    }
}
