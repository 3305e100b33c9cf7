/** Agents that look at the request at hand only. */
@NullMarked
package org.wattsplit.agents.heuristic;

import org.jspecify.annotations.NullMarked;
