/** Families of trained networks whose members share one set of weights: networks with several exits, networks of several widths. */
@NullMarked
package org.wattsplit.testbed.family;

import org.jspecify.annotations.NullMarked;
