/** Contracts of testbeds: execution, capabilities, transition cost and their providers. */
@NullMarked
package org.wattsplit.framework.testbed;

import org.jspecify.annotations.NullMarked;
