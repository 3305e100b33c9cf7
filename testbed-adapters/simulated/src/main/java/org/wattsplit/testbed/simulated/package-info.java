/** What simulated testbeds have in common. */
@NullMarked
package org.wattsplit.testbed.simulated;

import org.jspecify.annotations.NullMarked;
