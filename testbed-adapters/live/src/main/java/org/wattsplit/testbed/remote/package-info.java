/** A testbed on another machine: the edge server that runs there, and the testbed here that speaks with it. */
@NullMarked
package org.wattsplit.testbed.remote;

import org.jspecify.annotations.NullMarked;
