/** Datasets made from a documented formula. */
@NullMarked
package org.wattsplit.datasets.synthetic;

import org.jspecify.annotations.NullMarked;
