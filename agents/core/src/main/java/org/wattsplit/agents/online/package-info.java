/** Agents that learn from what came of their own choices while they run. */
@NullMarked
package org.wattsplit.agents.online;

import org.jspecify.annotations.NullMarked;
