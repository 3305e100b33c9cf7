/** Generated workloads: deadlines and arrivals drawn from documented distributions. */
@NullMarked
package org.wattsplit.datasets.workload;

import org.jspecify.annotations.NullMarked;
