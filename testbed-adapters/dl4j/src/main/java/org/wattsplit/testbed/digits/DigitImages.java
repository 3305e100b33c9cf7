package org.wattsplit.testbed.digits;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Images of digits, drawn with strokes of its own so that no installed font matters. Each is turned, slanted, scaled, moved,
 * drawn with a pen of another width, hidden by a bar across it and strewn with noise, all by chance. The same random numbers
 * give the same image on every machine.
 */
public final class DigitImages {
    /** Height and width in pixels. */
    public static final int SIDE_PIXELS = 28;

    /** The shape of an image. */
    public static final Shape SHAPE = Shape.of(1, 1, SIDE_PIXELS, SIDE_PIXELS);

    /** Largest turn to either side. */
    private static final double TURN_DEGREES = 20;
    /** Largest shift of the top against the bottom, as a part of the height. */
    private static final double SLANT = 0.25;
    /** Largest move in each direction. */
    private static final double MOVE_PIXELS = 2.5;
    /** Standard deviation of the noise of a pixel. */
    private static final double NOISE = 0.2;
    /** Width of the bar that hides a part. */
    private static final double BAR_PIXELS = 3;

    private DigitImages() {}

    /**
     * Images of the digits 0 to 9 in turn.
     *
     * @param count how many, at least 1
     */
    public static List<LabelledImage> of(int count, RandomGenerator random) {
        Check.that(count >= 1, "the number of images", "at least 1", count);
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledImage(draw(i % 10, random), i % 10))
                .toList();
    }

    /**
     * An image of a digit.
     *
     * @param digit 0 to 9
     * @return of {@link #SHAPE}, 0 (ground) to 1 (ink)
     */
    public static Tensor draw(int digit, RandomGenerator random) {
        Check.range("a digit", 0, 9, digit);
        double[][] strokes = place(Strokes.of(digit), random);
        double penPixels = random.nextDouble(0.8, 1.8);
        double ink = random.nextDouble(0.6, 1);
        double barAngle = random.nextDouble(0, Math.PI);
        double barPixels = random.nextDouble(-8, 8);
        float[] pixels = new float[SHAPE.elements()];
        for (int y = 0; y < SIDE_PIXELS; y++) {
            for (int x = 0; x < SIDE_PIXELS; x++) {
                double shade = hidden(x, y, barAngle, barPixels)
                        ? 0
                        : ink * clamp(penPixels + 0.5 - distance(strokes, x + 0.5, y + 0.5));
                pixels[y * SIDE_PIXELS + x] = (float) clamp(shade + NOISE * random.nextGaussian());
            }
        }
        return Tensor.of(SHAPE, pixels);
    }

    /** Strokes in pixels: each row the points x, y, x, y of a line. */
    private static double[][] place(double[][] strokes, RandomGenerator random) {
        double turn = StrictMath.toRadians(random.nextDouble(-TURN_DEGREES, TURN_DEGREES));
        double slant = random.nextDouble(-SLANT, SLANT);
        double width = random.nextDouble(11, 17);
        double height = random.nextDouble(15, 20);
        double right = SIDE_PIXELS / 2.0 + random.nextDouble(-MOVE_PIXELS, MOVE_PIXELS);
        double down = SIDE_PIXELS / 2.0 + random.nextDouble(-MOVE_PIXELS, MOVE_PIXELS);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double[][] placed = new double[strokes.length][];
        for (int i = 0; i < strokes.length; i++) {
            placed[i] = strokes[i].clone();
            for (int j = 0; j < placed[i].length; j += 2) {
                double y = (strokes[i][j + 1] - 0.5) * height;
                double x = (strokes[i][j] - 0.5) * width - slant * y;
                placed[i][j] = right + cos * x - sin * y;
                placed[i][j + 1] = down + sin * x + cos * y;
            }
        }
        return placed;
    }

    private static boolean hidden(int x, int y, double angle, double offset) {
        double across =
                (x - SIDE_PIXELS / 2.0) * StrictMath.cos(angle) + (y - SIDE_PIXELS / 2.0) * StrictMath.sin(angle);
        return Math.abs(across - offset) < BAR_PIXELS / 2;
    }

    /** From a point to the nearest line. */
    private static double distance(double[][] strokes, double x, double y) {
        double least = Double.MAX_VALUE;
        for (double[] points : strokes) {
            for (int i = 0; i + 3 < points.length; i += 2) {
                double dx = points[i + 2] - points[i];
                double dy = points[i + 3] - points[i + 1];
                double along = clamp(((x - points[i]) * dx + (y - points[i + 1]) * dy) / (dx * dx + dy * dy));
                double offX = x - points[i] - along * dx;
                double offY = y - points[i + 1] - along * dy;
                least = Math.min(least, offX * offX + offY * offY);
            }
        }
        return Math.sqrt(least);
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
