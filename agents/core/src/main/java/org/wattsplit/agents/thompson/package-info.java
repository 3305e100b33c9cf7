/** Linear Thompson sampling. */
@NullMarked
package org.wattsplit.agents.thompson;

import org.jspecify.annotations.NullMarked;
