/** What happened to one request, part by part, each with its provenance. */
@NullMarked
package org.wattsplit.framework.outcome;

import org.jspecify.annotations.NullMarked;
