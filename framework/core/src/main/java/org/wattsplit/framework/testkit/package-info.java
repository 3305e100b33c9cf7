/** Checkers that any implementation's tests can call. */
@NullMarked
package org.wattsplit.framework.testkit;

import org.jspecify.annotations.NullMarked;
