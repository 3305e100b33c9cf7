/** Agents that look ahead: the planner, and the clairvoyant bound. */
@NullMarked
package org.wattsplit.agents.planning;

import org.jspecify.annotations.NullMarked;
