/** Offline search for Pareto sets under a budget of evaluations. */
@NullMarked
package org.wattsplit.framework.search;

import org.jspecify.annotations.NullMarked;
