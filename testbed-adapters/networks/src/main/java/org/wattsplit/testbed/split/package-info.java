/** Networks that run in two halves: what can be cut, and the contract of a backend. */
@NullMarked
package org.wattsplit.testbed.split;

import org.jspecify.annotations.NullMarked;
