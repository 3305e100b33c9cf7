package org.wattsplit.testbed.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;

/**
 * The sizes of a tensor's dimensions, the batch first; row-major.
 *
 * @param sizes each at least 1; none for a scalar
 */
public record Shape(List<Long> sizes) {
    /** The most elements that a tensor may have here: what one buffer holds as floats, 4 bytes short of 2 GB. */
    public static final long MOST_ELEMENTS = (1L << 29) - 1;

    public Shape {
        sizes = List.copyOf(sizes);
        long elements = 1;
        for (long size : sizes) {
            Check.that(size >= 1, "a dimension", "at least 1", sizes);
            elements = size > MOST_ELEMENTS / elements ? MOST_ELEMENTS + 1 : elements * size;
        }
        Check.that(elements <= MOST_ELEMENTS, "the elements of a tensor", "at most " + MOST_ELEMENTS, sizes);
    }

    /** The shape of those sizes. */
    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** The number of elements. */
    public int elements() {
        long elements = 1;
        for (long size : sizes) {
            elements *= size;
        }
        return (int) elements;
    }

    /** The sizes, a copy. */
    public long[] toArray() {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** Such as {@code 1x64x56x56}. */
    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
