package org.wattsplit.testbed.family;

/** A layer of a {@link Chain}, whose name is also that of the tensor behind it. */
public sealed interface Layer {
    /** Side of the kernel of a {@link Conv}, which is padded by 1. */
    int KERNEL = 3;

    /** Its name. */
    String name();

    /**
     * A convolution of {@value #KERNEL} x {@value #KERNEL} with a normalisation, and a ReLU.
     *
     * @param name its name, and that of its weights, of which it takes the leading channels
     * @param statistics what its normalisation is called: other members of the family see other activations
     * @param inputs channels
     * @param outputs channels
     * @param stride 1 or 2
     */
    record Conv(String name, String statistics, int inputs, int outputs, int stride) implements Layer {}

    /**
     * A linear map of each pixel's channels, as many of its outputs as are sent.
     *
     * @param name its name, and that of its weights, of which it takes the leading channels
     * @param inputs channels
     * @param outputs channels
     */
    record Project(String name, int inputs, int outputs) implements Layer {}

    /**
     * The largest of each 2 x 2 pixels.
     *
     * @param name its name
     */
    record MaxPool(String name) implements Layer {}

    /**
     * The end: a value for each class, from all that there is.
     *
     * @param name its name, and that of its weights
     * @param inputs elements
     * @param outputs classes
     */
    record Dense(String name, int inputs, int outputs) implements Layer {}
}
