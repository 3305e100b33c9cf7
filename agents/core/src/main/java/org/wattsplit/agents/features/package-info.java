/** What learners share: features of observations, expected costs, and hyper-parameters. */
@NullMarked
package org.wattsplit.agents.features;

import org.jspecify.annotations.NullMarked;
