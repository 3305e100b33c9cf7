package org.wattsplit.testbed.cloud;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import io.grpc.Drainable;
import io.grpc.HasByteBuffer;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads messages whose raw contents stand apart. What goes over the wire is the same as the generated code's;
 * but raw contents are read from the transport's buffers into direct memory in one copy, where native code can use them,
 * and written from where they are.
 *
 * @param <M> the message
 */
final class RawMarshaller<M extends MessageLite> implements Marshaller<RawMessage<M>> {
    private static final int CHUNK = 64 << 10;
    /** Fields of a message besides its tensors: names, an identifier, parameters. */
    private static final int OTHER_FIELDS = 64;

    private final Parser<M> parser;
    private final String type;
    private final int contentsField;
    private final int mostHeadBytes;
    private final int mostTensors;
    private final BufferPool pool;

    /**
     * A marshaller.
     *
     * @param type the message's name, for errors
     * @param contentsField the number of the field of raw contents
     * @param mostHeadBytes the most bytes of all other fields
     * @param mostTensors the most tensors of a message
     * @param pool where the memory of raw contents that are read comes from
     */
    RawMarshaller(
            Parser<M> parser, String type, int contentsField, int mostHeadBytes, int mostTensors, BufferPool pool) {
        this.parser = parser;
        this.type = type;
        this.contentsField = contentsField;
        this.mostHeadBytes = mostHeadBytes;
        this.mostTensors = mostTensors;
        this.pool = pool;
    }

    /** The bytes of a message on the wire, without gRPC's five before it. */
    long sizeBytes(RawMessage<M> message) {
        long size = message.head().getSerializedSize();
        for (ByteBuffer each : message.contents()) {
            size += CodedOutputStream.computeTagSize(contentsField)
                    + CodedOutputStream.computeUInt32SizeNoTag(each.remaining())
                    + (long) each.remaining();
        }
        return size;
    }

    @Override
    public InputStream stream(RawMessage<M> message) {
        return new Outgoing(message, Math.toIntExact(sizeBytes(message)));
    }

    @Override
    public RawMessage<M> parse(InputStream stream) {
        try {
            // A compressed message has no length that is known beforehand; gRPC bounds what comes out of it.
            Source source = new Source(
                    stream instanceof KnownLength ? stream : new ByteArrayInputStream(stream.readAllBytes()));
            List<ByteBuffer> contents = new ArrayList<>();
            try {
                return new RawMessage<>(read(source, contents), contents, () -> contents.forEach(pool::giveBack));
            } catch (IOException | RuntimeException | Error e) {
                contents.forEach(pool::giveBack);
                throw e;
            }
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private M read(Source source, List<ByteBuffer> contents) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int otherFields = 0;
        while (source.remaining > 0) {
            int tag = source.tag();
            if (WireFormat.getTagFieldNumber(tag) == contentsField
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                if (contents.size() == mostTensors) {
                    throw Refusal.beyond("the tensors of a message", "at most " + mostTensors, "more raw contents");
                }
                ByteBuffer target = pool.take(source.length());
                contents.add(target);
                source.fill(target);
            } else {
                // Empty fields take two bytes on the wire and some eighty in memory, so their number is bounded, too.
                if (++otherFields > OTHER_FIELDS + 2 * mostTensors) {
                    throw Refusal.beyond(
                            "the fields of a " + type, "at most " + (OTHER_FIELDS + 2 * mostTensors), "more");
                }
                source.copyField(tag, head);
            }
        }
        try {
            return parser.parseFrom(head.toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private RuntimeException malformed(String why) {
        return Refusal.invalid("the message", "a " + type, "bytes that are none: " + why);
    }

    /** The bytes of a message, counted. */
    private final class Source {
        private final InputStream stream;
        private int remaining;

        Source(InputStream stream) throws IOException {
            this.stream = stream;
            this.remaining = stream.available();
        }

        int read() throws IOException {
            int value = stream.read();
            if (value < 0) {
                throw new EOFException("the message ends within a field");
            }
            remaining--;
            return value;
        }

        long varint() throws IOException {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int next = read();
                value |= (long) (next & 0x7F) << shift;
                if (next < 0x80) {
                    return value;
                }
            }
            throw malformed("a number of more than ten bytes");
        }

        int tag() throws IOException {
            long tag = varint();
            if (tag > 0xFFFF_FFFFL || tag < 0 || WireFormat.getTagFieldNumber((int) tag) == 0) {
                throw malformed("a field of number 0 or beyond the greatest");
            }
            return (int) tag;
        }

        int length() throws IOException {
            long length = varint();
            if (length < 0 || length > remaining) {
                throw malformed("a field of " + length + " bytes where " + remaining + " are left");
            }
            return (int) length;
        }

        void fill(ByteBuffer target) throws IOException {
            int length = target.remaining();
            boolean uncopied = stream instanceof HasByteBuffer buffers && buffers.byteBufferSupported();
            byte[] chunk = uncopied ? new byte[0] : new byte[Math.min(CHUNK, length)];
            while (target.hasRemaining()) {
                int count;
                @Nullable ByteBuffer next = uncopied ? ((HasByteBuffer) stream).getByteBuffer() : null;
                if (next != null && next.hasRemaining()) {
                    count = Math.min(next.remaining(), target.remaining());
                    target.put(next.slice().limit(count));
                    stream.skipNBytes(count);
                } else {
                    if (chunk.length == 0) {
                        chunk = new byte[Math.min(CHUNK, length)];
                    }
                    count = stream.read(chunk, 0, Math.min(chunk.length, target.remaining()));
                    if (count < 0) {
                        throw new EOFException("the message ends within a field");
                    }
                    target.put(chunk, 0, count);
                }
                remaining -= count;
            }
            target.flip();
        }

        void copyField(int tag, ByteArrayOutputStream to) throws IOException {
            CodedOutputStream out = CodedOutputStream.newInstance(to, 32);
            out.writeUInt32NoTag(tag);
            int length;
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> {
                    out.writeUInt64NoTag(varint());
                    length = 0;
                }
                case WireFormat.WIRETYPE_FIXED64 -> length = Long.BYTES;
                case WireFormat.WIRETYPE_FIXED32 -> length = Integer.BYTES;
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    length = length();
                    out.writeUInt32NoTag(length);
                }
                default -> throw malformed("a field of wire type " + WireFormat.getTagWireType(tag));
            }
            out.flush();
            if (length > mostHeadBytes - to.size()) {
                throw Refusal.beyond(
                        "a request's bytes besides raw contents",
                        "at most " + mostHeadBytes,
                        to.size() + (long) length);
            }
            byte[] payload = stream.readNBytes(length);
            remaining -= payload.length;
            if (payload.length < length) {
                throw new EOFException("the message ends within a field");
            }
            to.write(payload);
        }
    }

    /** A message on its way out. */
    private final class Outgoing extends InputStream implements Drainable, KnownLength {
        private final RawMessage<M> message;
        private final int size;
        private @Nullable ByteArrayInputStream bytes;
        private boolean drained;

        Outgoing(RawMessage<M> message, int size) {
            this.message = message;
            this.size = size;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            if (bytes != null) {
                return (int) bytes.transferTo(target);
            }
            message.head().writeTo(target);
            byte[] chunk = new byte[0];
            for (ByteBuffer each : message.contents()) {
                ByteBuffer contents = each.duplicate();
                writePrefix(target, contents.remaining());
                if (chunk.length == 0) {
                    chunk = new byte[CHUNK];
                }
                while (contents.hasRemaining()) {
                    int count = Math.min(chunk.length, contents.remaining());
                    contents.get(chunk, 0, count);
                    target.write(chunk, 0, count);
                }
            }
            drained = true;
            return size;
        }

        private void writePrefix(OutputStream target, int length) throws IOException {
            CodedOutputStream out = CodedOutputStream.newInstance(target, 16);
            out.writeTag(contentsField, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
            out.flush();
        }

        private ByteArrayInputStream bytes() {
            if (bytes == null) {
                ByteArrayOutputStream all = new ByteArrayOutputStream(size);
                try {
                    drainTo(all);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                bytes = new ByteArrayInputStream(all.toByteArray());
            }
            return bytes;
        }

        @Override
        public int read() {
            return bytes().read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes().read(into, offset, length);
        }

        @Override
        public int available() {
            if (bytes != null) {
                return bytes.available();
            }
            return drained ? 0 : size;
        }
    }
}
