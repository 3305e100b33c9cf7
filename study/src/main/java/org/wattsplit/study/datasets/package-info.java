/** Jobs on datasets: import the published one, and what any of them has. */
@NullMarked
package org.wattsplit.study.datasets;

import org.jspecify.annotations.NullMarked;
