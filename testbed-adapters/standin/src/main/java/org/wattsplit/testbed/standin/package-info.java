/** A cloud to test against: the endpoint in a container, as slow, as far and as faulty as it is told. */
@NullMarked
package org.wattsplit.testbed.standin;

import org.jspecify.annotations.NullMarked;
