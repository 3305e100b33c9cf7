/** What contextual bandits share: a ridge regression for each arm, and the learner around it. */
@NullMarked
package org.wattsplit.agents.bandit;

import org.jspecify.annotations.NullMarked;
