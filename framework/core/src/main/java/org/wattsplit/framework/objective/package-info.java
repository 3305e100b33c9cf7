/** Objectives of the offline search and the cost that online agents minimise. */
@NullMarked
package org.wattsplit.framework.objective;

import org.jspecify.annotations.NullMarked;
