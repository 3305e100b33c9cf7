/** Contracts of environments: Gymnasium's semantics over a testbed, action sets, scenarios. */
@NullMarked
package org.wattsplit.framework.env;

import org.jspecify.annotations.NullMarked;
