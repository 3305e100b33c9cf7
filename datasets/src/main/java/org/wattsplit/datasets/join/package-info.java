/** Datasets of several networks as one. */
@NullMarked
package org.wattsplit.datasets.join;

import org.jspecify.annotations.NullMarked;
