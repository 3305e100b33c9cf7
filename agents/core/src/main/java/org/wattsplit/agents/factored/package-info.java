/** Actions that are chosen knob by knob. */
@NullMarked
package org.wattsplit.agents.factored;

import org.jspecify.annotations.NullMarked;
