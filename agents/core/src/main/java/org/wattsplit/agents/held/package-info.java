/** One hardware setting, held, while the cut follows the estimates. */
@NullMarked
package org.wattsplit.agents.held;

import org.jspecify.annotations.NullMarked;
