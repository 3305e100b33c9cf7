package org.wattsplit.testbed.pictures;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Pictures of the {@link Glyphs} that are hard to read: each glyph is turned, slanted, scaled, moved and drawn with a pen of
 * another width; strokes that belong to nothing cross it, a bar hides a part, contrast and brightness vary, and noise is strewn
 * over all. The same random numbers give the same picture on every machine.
 */
public final class Pictures {
    /** Height and width in pixels. */
    public static final int SIDE_PIXELS = 32;

    /** The shape of a picture. */
    public static final Shape SHAPE = Shape.of(1, 1, SIDE_PIXELS, SIDE_PIXELS);

    /** Largest turn to either side. */
    private static final double TURN_DEGREES = 15;
    /** Largest shift of the top against the bottom, as a part of the height. */
    private static final double SLANT = 0.2;
    /** Largest move in each direction. */
    private static final double MOVE_PIXELS = 3;
    /** Strokes that belong to nothing, at most. */
    private static final int CLUTTER = 4;
    /** Standard deviation of the noise of a pixel. */
    private static final double NOISE = 0.1;
    /** Width of the bar that hides a part. */
    private static final double BAR_PIXELS = 3;
    /** A pixel is one of so many levels above black, as a camera gives it. */
    private static final int LEVELS = 255;

    private Pictures() {}

    /**
     * Pictures of all glyphs in turn.
     *
     * @param count how many, at least 1
     */
    public static List<LabelledPicture> of(int count, RandomGenerator random) {
        Check.that(count >= 1, "the number of pictures", "at least 1", count);
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledPicture(draw(i % Glyphs.COUNT, random), i % Glyphs.COUNT))
                .toList();
    }

    /**
     * Pictures of glyphs by chance, each as likely as any other.
     *
     * @param count how many, at least 1
     */
    public static List<LabelledPicture> drawn(int count, RandomGenerator random) {
        Check.that(count >= 1, "the number of pictures", "at least 1", count);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int glyph = random.nextInt(Glyphs.COUNT);
                    return new LabelledPicture(draw(glyph, random), glyph);
                })
                .toList();
    }

    /** The first so many pictures of those that nothing is trained on and that no choice is made by. */
    public static List<LabelledPicture> unseen(int count) {
        return of(count, RandomStreams.of(0).stream("unseen pictures"));
    }

    /**
     * A picture of a glyph.
     *
     * @param glyph number of the glyph in {@link Glyphs}
     * @return of {@link #SHAPE}, 0 (black) to 1
     */
    public static Tensor draw(int glyph, RandomGenerator random) {
        Lines lines = place(random).place(Glyphs.of(glyph));
        double pen = random.nextDouble(0.7, 1.6);
        Lines clutter = new Lines(clutter(random));
        double clutterPen = random.nextDouble(0.5, 1.3);
        double clutterInk = random.nextDouble(0.5, 1);
        Bar bar = new Bar(SIDE_PIXELS, random.nextDouble(0, Math.PI), random.nextDouble(-9, 9), BAR_PIXELS);
        double contrast = random.nextDouble(0.4, 0.8);
        double ground = random.nextDouble(0, 1 - contrast);
        float[] pixels = new float[SHAPE.elements()];
        for (int y = 0; y < SIDE_PIXELS; y++) {
            for (int x = 0; x < SIDE_PIXELS; x++) {
                double ink = bar.hides(x, y)
                        ? 0
                        : Math.max(
                                lines.cover(pen, x + 0.5, y + 0.5),
                                clutterInk * clutter.cover(clutterPen, x + 0.5, y + 0.5));
                double level = Lines.clamp(ground + contrast * ink + NOISE * random.nextGaussian());
                pixels[y * SIDE_PIXELS + x] = (float) Math.round(LEVELS * level) / LEVELS;
            }
        }
        return Tensor.of(SHAPE, pixels);
    }

    private static Placement place(RandomGenerator random) {
        return new Placement(
                random.nextDouble(-TURN_DEGREES, TURN_DEGREES),
                random.nextDouble(-SLANT, SLANT),
                random.nextDouble(11, 17),
                random.nextDouble(15, 21),
                SIDE_PIXELS / 2.0 + random.nextDouble(-MOVE_PIXELS, MOVE_PIXELS),
                SIDE_PIXELS / 2.0 + random.nextDouble(-MOVE_PIXELS, MOVE_PIXELS));
    }

    /** Strokes of two lines each, anywhere in the picture. */
    private static double[][] clutter(RandomGenerator random) {
        double[][] strokes = new double[random.nextInt(1, CLUTTER + 1)][6];
        for (double[] stroke : strokes) {
            double x = random.nextDouble(0, SIDE_PIXELS);
            double y = random.nextDouble(0, SIDE_PIXELS);
            for (int i = 0; i < stroke.length; i += 2) {
                stroke[i] = x;
                stroke[i + 1] = y;
                x += random.nextDouble(-9, 9);
                y += random.nextDouble(-9, 9);
            }
        }
        return strokes;
    }
}
