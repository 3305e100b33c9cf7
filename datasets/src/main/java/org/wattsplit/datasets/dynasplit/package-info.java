/** The published DynaSplit data: its configuration spaces, its files, its defects. */
@NullMarked
package org.wattsplit.datasets.dynasplit;

import org.jspecify.annotations.NullMarked;
