/** Contracts of data: measurement tables, workloads, datasets and their providers. */
@NullMarked
package org.wattsplit.framework.dataset;

import org.jspecify.annotations.NullMarked;
