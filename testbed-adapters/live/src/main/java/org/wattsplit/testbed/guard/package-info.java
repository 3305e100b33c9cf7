/** What stands between an edge device and a cloud that may be late or down. */
@NullMarked
package org.wattsplit.testbed.guard;

import org.jspecify.annotations.NullMarked;
