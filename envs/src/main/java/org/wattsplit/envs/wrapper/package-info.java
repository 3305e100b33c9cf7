/** Environments around environments, one concern each. */
@NullMarked
package org.wattsplit.envs.wrapper;

import org.jspecify.annotations.NullMarked;
