/** The job that generates a workload. */
@NullMarked
package org.wattsplit.study.workloads;

import org.jspecify.annotations.NullMarked;
