/** Generated messages and stubs of the edge server; they neither take nor give null. */
@NullMarked
package org.wattsplit.testbed.remote.protocol;

import org.jspecify.annotations.NullMarked;
