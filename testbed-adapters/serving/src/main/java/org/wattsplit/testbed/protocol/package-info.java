/** Generated messages and stubs of the Open Inference Protocol; they neither take nor give null. */
@NullMarked
package org.wattsplit.testbed.protocol;

import org.jspecify.annotations.NullMarked;
