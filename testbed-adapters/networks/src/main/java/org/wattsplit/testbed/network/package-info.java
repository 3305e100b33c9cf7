/** Networks by name and source, whatever backend runs them. */
@NullMarked
package org.wattsplit.testbed.network;

import org.jspecify.annotations.NullMarked;
