/** Things that change as time passes: rates, loads, outages, temperature, charge, and estimates of them. */
@NullMarked
package org.wattsplit.testbed.dynamics;

import org.jspecify.annotations.NullMarked;
