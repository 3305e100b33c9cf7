/** Soft actor-critic for discrete actions. */
@NullMarked
package org.wattsplit.agents.sac;

import org.jspecify.annotations.NullMarked;
