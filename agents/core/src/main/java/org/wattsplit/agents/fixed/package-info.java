/** Agents that do not look at the request: static choices and chance. */
@NullMarked
package org.wattsplit.agents.fixed;

import org.jspecify.annotations.NullMarked;
