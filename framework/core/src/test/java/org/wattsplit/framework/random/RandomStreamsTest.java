package org.wattsplit.framework.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RandomStreamsTest {
    @Test
    void aStreamIsItsRootAndItsName() {
        assertThat(RandomStreams.of(5).stream("agent").longs(10))
                .containsExactlyElementsOf(
                        RandomStreams.of(5).stream("agent").longs(10).boxed().toList());
        long distinct = Stream.of("agent", "testbed", "search", "a", "b", "ab", "ba", "")
                .flatMap(name -> LongStream.range(-50, 50)
                        .mapToObj(root -> RandomStreams.of(root).seed(name)))
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(8 * 100);
    }
}
