/** The job that trains a learner. */
@NullMarked
package org.wattsplit.study.train;

import org.jspecify.annotations.NullMarked;
