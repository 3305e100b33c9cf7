package org.wattsplit.testbed.pictures;

/** Lines in pixels, drawn with a round pen. */
public final class Lines {
    private final double[][] points;

    /**
     * Lines.
     *
     * @param points each row the points x, y, x, y of one; not copied
     */
    Lines(double[][] points) {
        this.points = points;
    }

    /**
     * How much of a pixel a pen covers, 0 to 1.
     *
     * @param penPixels half the pen's width
     * @param x middle of the pixel
     * @param y middle of the pixel
     */
    public double cover(double penPixels, double x, double y) {
        return clamp(penPixels + 0.5 - distance(x, y));
    }

    /** From a point to the nearest line. */
    private double distance(double x, double y) {
        double least = Double.MAX_VALUE;
        for (double[] line : points) {
            for (int i = 0; i + 3 < line.length; i += 2) {
                double dx = line[i + 2] - line[i];
                double dy = line[i + 3] - line[i + 1];
                double along = clamp(((x - line[i]) * dx + (y - line[i + 1]) * dy) / (dx * dx + dy * dy));
                double offX = x - line[i] - along * dx;
                double offY = y - line[i + 1] - along * dy;
                least = Math.min(least, offX * offX + offY * offY);
            }
        }
        return Math.sqrt(least);
    }

    /** The nearest number between 0 and 1. */
    public static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
