package org.wattsplit.testbed.cloud;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A message of tensors, with its raw contents apart from the rest so that they are not copied.
 *
 * @param head the message without raw contents
 * @param contents the raw contents, little-endian, from position 0
 * @param release gives the contents' memory back; run once, or never, when nothing refers to them any more
 */
record RawMessage<M>(M head, List<ByteBuffer> contents, Runnable release) {
    RawMessage {
        contents = contents.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /** A message of contents that are the caller's. */
    RawMessage(M head, List<ByteBuffer> contents) {
        this(head, contents, () -> {});
    }
}
