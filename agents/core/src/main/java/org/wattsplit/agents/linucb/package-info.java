/** LinUCB. */
@NullMarked
package org.wattsplit.agents.linucb;

import org.jspecify.annotations.NullMarked;
