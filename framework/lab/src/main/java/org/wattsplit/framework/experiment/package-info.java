/** Runs of agents under seeds with common random numbers. */
@NullMarked
package org.wattsplit.framework.experiment;

import org.jspecify.annotations.NullMarked;
