/** The testbed that replays a measurement table. */
@NullMarked
package org.wattsplit.testbed.replay;

import org.jspecify.annotations.NullMarked;
