/** Contracts of agents and their providers. */
@NullMarked
package org.wattsplit.framework.agent;

import org.jspecify.annotations.NullMarked;
