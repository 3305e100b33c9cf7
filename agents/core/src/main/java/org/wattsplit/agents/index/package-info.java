/** Choices that were computed beforehand, for decisions in nanoseconds. */
@NullMarked
package org.wattsplit.agents.index;

import org.jspecify.annotations.NullMarked;
