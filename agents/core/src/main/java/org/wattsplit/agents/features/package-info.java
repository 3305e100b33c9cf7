/** What learners see of an observation: numbers of about the same size. */
@NullMarked
package org.wattsplit.agents.features;

import org.jspecify.annotations.NullMarked;
