/** Named random streams derived from one root seed. */
@NullMarked
package org.wattsplit.framework.random;

import org.jspecify.annotations.NullMarked;
