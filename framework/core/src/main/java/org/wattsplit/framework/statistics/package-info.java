/** Statistics that several modules need. */
@NullMarked
package org.wattsplit.framework.statistics;

import org.jspecify.annotations.NullMarked;
