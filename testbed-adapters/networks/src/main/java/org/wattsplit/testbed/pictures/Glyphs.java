package org.wattsplit.testbed.pictures;

import java.util.Arrays;
import org.wattsplit.framework.check.Check;

/** The digits and the capital letters as lines in a square: x from 0 (left) to 1, y from 0 (top) to 1. */
public final class Glyphs {
    /** How many there are: ten digits, then 26 letters. */
    public static final int COUNT = 36;

    private static final String NAMES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** Lines that an arc is drawn with. */
    private static final int PIECES = 12;

    private static final double[][][] GLYPHS = {
        {arc(0.5, 0.5, 0.4, 0.5, 0, 360)},
        {{0.25, 0.2, 0.5, 0, 0.5, 1}},
        {joined(arc(0.5, 0.28, 0.4, 0.28, -180, 40), 0.1, 1, 0.9, 1)},
        {arc(0.45, 0.25, 0.38, 0.25, -160, 90), arc(0.45, 0.75, 0.42, 0.25, -90, 160)},
        {{0.65, 1, 0.65, 0, 0.1, 0.68, 0.95, 0.68}},
        {{0.85, 0, 0.2, 0, 0.15, 0.45}, arc(0.45, 0.68, 0.42, 0.32, -135, 150)},
        {arc(0.75, 0.7, 0.65, 0.7, 270, 180), arc(0.5, 0.7, 0.4, 0.3, 0, 360)},
        {{0.1, 0, 0.9, 0, 0.4, 1}},
        {arc(0.5, 0.24, 0.33, 0.24, 0, 360), arc(0.5, 0.74, 0.4, 0.26, 0, 360)},
        {arc(0.5, 0.3, 0.4, 0.3, 0, 360), arc(0.25, 0.3, 0.65, 0.7, 0, 90)},
        {{0.05, 1, 0.5, 0, 0.95, 1}, {0.23, 0.6, 0.77, 0.6}},
        {
            {0.55, 0.48, 0.15, 0.48, 0.15, 0, 0.55, 0},
            arc(0.55, 0.24, 0.3, 0.24, -90, 90),
            {0.15, 0.48, 0.15, 1, 0.55, 1},
            arc(0.55, 0.74, 0.35, 0.26, -90, 90)
        },
        {arc(0.55, 0.5, 0.45, 0.5, 45, 315)},
        {{0.4, 1, 0.15, 1, 0.15, 0, 0.4, 0}, arc(0.4, 0.5, 0.5, 0.5, -90, 90)},
        {{0.9, 0, 0.15, 0, 0.15, 1, 0.9, 1}, {0.15, 0.48, 0.75, 0.48}},
        {{0.9, 0, 0.15, 0, 0.15, 1}, {0.15, 0.48, 0.75, 0.48}},
        {joined(arc(0.52, 0.5, 0.45, 0.5, -45, -360), 0.97, 0.55, 0.6, 0.55)},
        {{0.12, 0, 0.12, 1}, {0.88, 0, 0.88, 1}, {0.12, 0.5, 0.88, 0.5}},
        {{0.5, 0, 0.5, 1}, {0.2, 0, 0.8, 0}, {0.2, 1, 0.8, 1}},
        {{0.35, 0, 0.75, 0, 0.75, 0.7}, arc(0.45, 0.7, 0.3, 0.3, 0, 170)},
        {{0.15, 0, 0.15, 1}, {0.85, 0, 0.15, 0.55}, {0.38, 0.4, 0.9, 1}},
        {{0.15, 0, 0.15, 1, 0.85, 1}},
        {{0.05, 1, 0.12, 0, 0.5, 0.65, 0.88, 0, 0.95, 1}},
        {{0.12, 1, 0.12, 0, 0.88, 1, 0.88, 0}},
        {arc(0.5, 0.5, 0.52, 0.42, 0, 360)},
        {{0.15, 1, 0.15, 0, 0.5, 0}, arc(0.5, 0.27, 0.37, 0.27, -90, 90), {0.5, 0.54, 0.15, 0.54}},
        {arc(0.5, 0.46, 0.48, 0.46, 0, 360), {0.55, 0.65, 0.95, 1.05}},
        {{0.15, 1, 0.15, 0, 0.5, 0}, arc(0.5, 0.25, 0.35, 0.25, -90, 90), {0.5, 0.5, 0.15, 0.5}, {0.45, 0.5, 0.88, 1}},
        {arc(0.5, 0.25, 0.38, 0.25, -30, -270), arc(0.5, 0.75, 0.4, 0.25, -90, 150)},
        {{0.05, 0, 0.95, 0}, {0.5, 0, 0.5, 1}},
        {{0.12, 0, 0.12, 0.6}, arc(0.5, 0.6, 0.38, 0.4, 180, 0), {0.88, 0.6, 0.88, 0}},
        {{0.08, 0, 0.5, 1, 0.92, 0}},
        {{0.02, 0, 0.25, 1, 0.5, 0.35, 0.75, 1, 0.98, 0}},
        {{0.1, 0, 0.9, 1}, {0.9, 0, 0.1, 1}},
        {{0.08, 0, 0.5, 0.48, 0.92, 0}, {0.5, 0.48, 0.5, 1}},
        {{0.1, 0, 0.9, 0, 0.1, 1, 0.9, 1}, {0.28, 0.5, 0.72, 0.5}},
    };

    private Glyphs() {}

    /** The character that a glyph is. */
    public static char name(int glyph) {
        return NAMES.charAt(require(glyph));
    }

    /**
     * The lines of a glyph: each row the points x, y, x, y of one.
     *
     * @param glyph 0 to 9 for the digits, 10 to 35 for A to Z
     * @return not to be changed
     */
    public static double[][] of(int glyph) {
        return GLYPHS[require(glyph)];
    }

    private static int require(int glyph) {
        return Check.range("a glyph", 0, COUNT - 1, glyph);
    }

    /** A part of an ellipse around (x, y), from an angle to another; 0 is right, 90 is down. */
    private static double[] arc(
            double x, double y, double radiusX, double radiusY, double fromDegrees, double toDegrees) {
        double[] points = new double[2 * (PIECES + 1)];
        for (int i = 0; i <= PIECES; i++) {
            double angle = StrictMath.toRadians(fromDegrees + (toDegrees - fromDegrees) * i / PIECES);
            points[2 * i] = x + radiusX * StrictMath.cos(angle);
            points[2 * i + 1] = y + radiusY * StrictMath.sin(angle);
        }
        return points;
    }

    private static double[] joined(double[] line, double... more) {
        double[] all = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return all;
    }
}
