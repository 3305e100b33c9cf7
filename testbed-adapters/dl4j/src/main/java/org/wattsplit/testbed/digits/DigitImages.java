package org.wattsplit.testbed.digits;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.pictures.Bar;
import org.wattsplit.testbed.pictures.Glyphs;
import org.wattsplit.testbed.pictures.Lines;
import org.wattsplit.testbed.pictures.Placement;
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
        Lines lines = placement(random).place(Glyphs.of(digit));
        double penPixels = random.nextDouble(0.8, 1.8);
        double ink = random.nextDouble(0.6, 1);
        Bar bar = new Bar(SIDE_PIXELS, random.nextDouble(0, Math.PI), random.nextDouble(-8, 8), BAR_PIXELS);
        float[] pixels = new float[SHAPE.elements()];
        for (int y = 0; y < SIDE_PIXELS; y++) {
            for (int x = 0; x < SIDE_PIXELS; x++) {
                double shade = bar.hides(x, y) ? 0 : ink * lines.cover(penPixels, x + 0.5, y + 0.5);
                pixels[y * SIDE_PIXELS + x] = (float) Lines.clamp(shade + NOISE * random.nextGaussian());
            }
        }
        return Tensor.of(SHAPE, pixels);
    }

    private static Placement placement(RandomGenerator random) {
        return new Placement(
                random.nextDouble(-TURN_DEGREES, TURN_DEGREES),
                random.nextDouble(-SLANT, SLANT),
                random.nextDouble(11, 17),
                random.nextDouble(15, 20),
                SIDE_PIXELS / 2.0 + random.nextDouble(-MOVE_PIXELS, MOVE_PIXELS),
                SIDE_PIXELS / 2.0 + random.nextDouble(-MOVE_PIXELS, MOVE_PIXELS));
    }
}
