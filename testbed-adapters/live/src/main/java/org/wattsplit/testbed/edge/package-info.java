/** What runs requests on the edge: the head here, what crosses encoded, the tail where tails run. */
@NullMarked
package org.wattsplit.testbed.edge;

import org.jspecify.annotations.NullMarked;
