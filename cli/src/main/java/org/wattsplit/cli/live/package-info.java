/** Networks, and the processes that a command starts to run them. */
@NullMarked
package org.wattsplit.cli.live;

import org.jspecify.annotations.NullMarked;
