package org.wattsplit.testbed.pictures;

/** A bar across a square picture, which hides what is below it. */
public final class Bar {
    private final double cos;
    private final double sin;
    private final double middlePixels;
    private final double offsetPixels;
    private final double widthPixels;

    /**
     * A bar.
     *
     * @param sidePixels side of the picture
     * @param angle of its normal, in radians
     * @param offsetPixels from the middle of the picture to that of the bar
     * @param widthPixels its width
     */
    public Bar(int sidePixels, double angle, double offsetPixels, double widthPixels) {
        cos = StrictMath.cos(angle);
        sin = StrictMath.sin(angle);
        middlePixels = sidePixels / 2.0;
        this.offsetPixels = offsetPixels;
        this.widthPixels = widthPixels;
    }

    /** Whether it hides a pixel. */
    public boolean hides(int x, int y) {
        double across = (x - middlePixels) * cos + (y - middlePixels) * sin;
        return Math.abs(across - offsetPixels) < widthPixels / 2;
    }
}
