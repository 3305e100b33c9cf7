/** Many environments in step. */
@NullMarked
package org.wattsplit.envs.vector;

import org.jspecify.annotations.NullMarked;
