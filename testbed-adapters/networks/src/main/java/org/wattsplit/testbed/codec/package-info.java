/** What is sent for a tensor: exact, narrower or compressed. */
@NullMarked
package org.wattsplit.testbed.codec;

import org.jspecify.annotations.NullMarked;
