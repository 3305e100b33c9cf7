/** Trains learners: episodes, evaluation between them, checkpoints, learning curves. */
@NullMarked
package org.wattsplit.framework.train;

import org.jspecify.annotations.NullMarked;
