/** Q-learning in a table. */
@NullMarked
package org.wattsplit.agents.qtable;

import org.jspecify.annotations.NullMarked;
