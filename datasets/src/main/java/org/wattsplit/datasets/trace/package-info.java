/** Recorded rates of links: readers of the formats that they come in. */
@NullMarked
package org.wattsplit.datasets.trace;

import org.jspecify.annotations.NullMarked;
