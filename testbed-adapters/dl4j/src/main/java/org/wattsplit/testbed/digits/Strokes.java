package org.wattsplit.testbed.digits;

import java.util.Arrays;

/** Digits as lines in a square: x from 0 (left) to 1, y from 0 (top) to 1. */
final class Strokes {
    /** Lines that an arc is drawn with. */
    private static final int PIECES = 12;

    private static final double[][][] DIGITS = {
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
    };

    private Strokes() {}

    /** The lines of a digit: each row the points x, y, x, y of one. */
    static double[][] of(int digit) {
        return DIGITS[digit];
    }

    /** A part of an ellipse around (x, y), clockwise from an angle to another; 0 is right, 90 is down. */
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
