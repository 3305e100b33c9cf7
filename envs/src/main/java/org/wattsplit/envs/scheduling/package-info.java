/** The environment in which an agent schedules requests. */
@NullMarked
package org.wattsplit.envs.scheduling;

import org.jspecify.annotations.NullMarked;
