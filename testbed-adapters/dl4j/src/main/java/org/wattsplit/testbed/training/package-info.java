/** Training of the networks of {@link org.wattsplit.testbed.family} on pictures that are drawn for it. */
@NullMarked
package org.wattsplit.testbed.training;

import org.jspecify.annotations.NullMarked;
