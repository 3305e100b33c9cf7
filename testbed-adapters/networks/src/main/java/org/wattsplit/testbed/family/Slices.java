package org.wattsplit.testbed.family;

import java.util.List;
import org.wattsplit.framework.check.Check;

/** Leading parts of arrays, which is how a narrow network lies in a wide one. */
public final class Slices {
    private Slices() {}

    /** Takes one number of the whole to its place in the part, or back. */
    @FunctionalInterface
    private interface Move {
        void at(int whole, int part);
    }

    /**
     * The leading part of an array in its first one or two dimensions; the rest is whole.
     *
     * @param all the array, row by row
     * @param shape its sizes
     * @param sizes the part's sizes in the first dimensions
     */
    public static float[] leading(float[] all, List<Integer> shape, int... sizes) {
        float[] part = new float[length(shape, sizes)];
        each(shape, sizes, (whole, at) -> part[at] = all[whole]);
        return part;
    }

    /** Adds a part to the leading numbers of an array, times a factor. */
    public static void add(float[] all, List<Integer> shape, float[] part, double factor, int... sizes) {
        Check.that(
                part.length == length(shape, sizes),
                "the part's length",
                String.valueOf(length(shape, sizes)),
                part.length);
        each(shape, sizes, (whole, at) -> all[whole] += (float) (part[at] * factor));
    }

    private static int length(List<Integer> shape, int... sizes) {
        Check.that(sizes.length == 1 || sizes.length == 2, "the sizes", "one or two", sizes.length);
        int length = 1;
        for (int i = 0; i < shape.size(); i++) {
            int size = i < sizes.length ? sizes[i] : shape.get(i);
            Check.range("size " + i + " of a part of " + shape, 1, shape.get(i), size);
            length *= size;
        }
        return length;
    }

    private static void each(List<Integer> shape, int[] sizes, Move move) {
        int rows = sizes[0];
        int columns = sizes.length == 2 ? sizes[1] : shape.size() > 1 ? shape.get(1) : 1;
        int allColumns = shape.size() > 1 ? shape.get(1) : 1;
        int rest = shape.stream().skip(2).reduce(1, Math::multiplyExact);
        int part = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                for (int i = 0; i < rest; i++) {
                    move.at((row * allColumns + column) * rest + i, part++);
                }
            }
        }
    }
}
