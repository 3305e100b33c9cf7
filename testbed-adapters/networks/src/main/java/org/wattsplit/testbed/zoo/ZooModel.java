package org.wattsplit.testbed.zoo;

import java.nio.file.Path;

/** An architecture at one width and for one size of images. */
public final class ZooModel {
    private final String name;
    private final GraphBuilder graph;

    ZooModel(String name, GraphBuilder graph) {
        this.name = name;
        this.graph = graph;
    }

    /** The architecture's name. */
    public String name() {
        return name;
    }

    /**
     * The numbers that the network is trained to: weights and biases, and a scale and a shift for each channel of a batch
     * normalisation, but not the means and variances that it gathers. The file has one number less for each of those
     * channels, since it is folded there.
     */
    public long parameters() {
        return graph.parameters();
    }

    /**
     * Writes the model, whole or not at all.
     *
     * @param seed decides the weights; the same seed gives the same bytes
     */
    public void write(Path path, long seed) {
        graph.write(path, seed);
    }
}
