/** Knobs, constraints, configurations and hardware settings. */
@NullMarked
package org.wattsplit.framework.space;

import org.jspecify.annotations.NullMarked;
