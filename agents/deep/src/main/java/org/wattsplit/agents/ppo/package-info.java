/** Proximal policy optimisation. */
@NullMarked
package org.wattsplit.agents.ppo;

import org.jspecify.annotations.NullMarked;
