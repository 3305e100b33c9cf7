/** Comparison of logged runs: figures, intervals, paired differences. */
@NullMarked
package org.wattsplit.framework.compare;

import org.jspecify.annotations.NullMarked;
