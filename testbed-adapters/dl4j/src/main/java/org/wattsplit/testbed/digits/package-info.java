/** Drawn digits and a small network that was trained on them: an accuracy that is measured and not looked up. */
@NullMarked
package org.wattsplit.testbed.digits;

import org.jspecify.annotations.NullMarked;
