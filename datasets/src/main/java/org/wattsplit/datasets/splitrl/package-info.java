/** The lookup tables of SplitRL: six networks at each of their cuts, between two Raspberry Pis and from one to a GPU. */
@NullMarked
package org.wattsplit.datasets.splitrl;

import org.jspecify.annotations.NullMarked;
