/** The one loop in which an agent and an environment take turns. */
@NullMarked
package org.wattsplit.framework.rollout;

import org.jspecify.annotations.NullMarked;
