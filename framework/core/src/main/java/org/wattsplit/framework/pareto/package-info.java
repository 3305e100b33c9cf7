/** Pareto sets, their file, and the indicators that compare them. */
@NullMarked
package org.wattsplit.framework.pareto;

import org.jspecify.annotations.NullMarked;
