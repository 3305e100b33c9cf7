package org.wattsplit.testbed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.onnx.format.ModelProto;

final class HalfCacheTest {
    @TempDir
    Path folder;

    private final AtomicLong seconds = new AtomicLong(1_000_000);

    private HalfCache cache(long limit) {
        return new HalfCache(folder, limit, () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
    }

    private static ModelProto model(int bytes) {
        return ModelProto.newBuilder()
                .setDocStringBytes(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        HalfCache cache = cache(2500);
        Path first = cache.get("first", () -> model(1000));
        Path second = cache.get("second", () -> model(1000));
        cache.get("first", () -> {
            throw new AssertionError("it is there");
        });
        Path third = cache.get("third", () -> model(1000));
        assertThat(first).exists();
        assertThat(second).doesNotExist();
        assertThat(third).exists();
    }

    @Test
    void otherFilesStayAndCutOffWritesGo() throws IOException {
        Path other = Files.write(folder.resolve("other.onnx"), new byte[5000]);
        Path cutOff = Files.write(folder.resolve("x.half.onnx.part"), new byte[10]);
        cache(2000).get("first", () -> model(1000));
        assertThat(other).exists();
        assertThat(cutOff).doesNotExist();
    }

    @Test
    void halfThatIsLargerThanTheBoundIsRefused() {
        assertThatThrownBy(() -> cache(500).get("first", () -> model(1000)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("to be at least 100")
                .hasMessageContaining("given 500");
        assertThat(folder.resolve("first.half.onnx")).doesNotExist();
    }
}
