/** JMH benchmarks of what runs once for every request: decisions and environment steps. */
@NullMarked
package org.wattsplit.benchmarks;

import org.jspecify.annotations.NullMarked;
