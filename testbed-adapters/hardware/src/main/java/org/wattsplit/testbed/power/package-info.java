/** Power meters, and the energy of a window of time. */
@NullMarked
package org.wattsplit.testbed.power;

import org.jspecify.annotations.NullMarked;
