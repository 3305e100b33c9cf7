/** A testbed on another machine: the agent that runs there, and the testbed here that speaks with it. */
@NullMarked
package org.wattsplit.testbed.remote;

import org.jspecify.annotations.NullMarked;
