/** RL4J's double DQN behind an adapter that applies masks. */
@NullMarked
package org.wattsplit.agents.rl4j;

import org.jspecify.annotations.NullMarked;
