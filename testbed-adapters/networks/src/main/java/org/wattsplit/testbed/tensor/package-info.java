/** Tensors of 32-bit floats, as models take and give them. */
@NullMarked
package org.wattsplit.testbed.tensor;

import org.jspecify.annotations.NullMarked;
