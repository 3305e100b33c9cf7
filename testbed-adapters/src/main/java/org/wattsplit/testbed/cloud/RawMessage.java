package org.wattsplit.testbed.cloud;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A message of tensors, with its raw contents apart from the rest so that they are not copied.
 *
 * @param head the message without raw contents
 * @param contents the raw contents, little-endian, from position 0
 */
record RawMessage<M>(M head, List<ByteBuffer> contents) {
    RawMessage {
        contents = contents.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }
}
