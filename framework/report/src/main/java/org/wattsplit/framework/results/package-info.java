/** The page of results: what every agent costs in every scenario, and what learning was worth there. */
@NullMarked
package org.wattsplit.framework.results;

import org.jspecify.annotations.NullMarked;
