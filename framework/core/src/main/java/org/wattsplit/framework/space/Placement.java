package org.wattsplit.framework.space;

/** Where a configuration runs the network. */
public enum Placement {
    /** Nothing of it on the edge device. */
    CLOUD,
    /** The head on the edge device, the tail in the cloud. */
    SPLIT,
    /** All of it on the edge device. */
    EDGE
}
