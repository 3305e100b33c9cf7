/** The scenarios that agents are compared on. */
@NullMarked
package org.wattsplit.envs.scenario;

import org.jspecify.annotations.NullMarked;
