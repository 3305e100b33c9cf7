/** Argument checks and the error that a user can mend, both saying name, rule and value. */
@NullMarked
package org.wattsplit.framework.check;

import org.jspecify.annotations.NullMarked;
