package org.wattsplit.testbed.pictures;

/**
 * Where a glyph stands in a picture, and how it is turned, slanted and stretched.
 *
 * @param turnDegrees turn, clockwise
 * @param slant shift of the top against the bottom, as a part of the height
 * @param widthPixels width
 * @param heightPixels height
 * @param rightPixels the middle, from the left
 * @param downPixels the middle, from the top
 */
public record Placement(
        double turnDegrees,
        double slant,
        double widthPixels,
        double heightPixels,
        double rightPixels,
        double downPixels) {
    /**
     * Lines in pixels.
     *
     * @param strokes lines in the square of 1, each row the points x, y, x, y of one
     */
    public Lines place(double[][] strokes) {
        double turn = StrictMath.toRadians(turnDegrees);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double[][] placed = new double[strokes.length][];
        for (int i = 0; i < strokes.length; i++) {
            placed[i] = new double[strokes[i].length];
            for (int j = 0; j < placed[i].length; j += 2) {
                double y = (strokes[i][j + 1] - 0.5) * heightPixels;
                double x = (strokes[i][j] - 0.5) * widthPixels - slant * y;
                placed[i][j] = rightPixels + cos * x - sin * y;
                placed[i][j + 1] = downPixels + sin * x + cos * y;
            }
        }
        return new Lines(placed);
    }
}
