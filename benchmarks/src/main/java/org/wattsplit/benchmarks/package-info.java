/** JMH benchmarks of what runs per request. */
@NullMarked
package org.wattsplit.benchmarks;

import org.jspecify.annotations.NullMarked;
