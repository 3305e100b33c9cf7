/** What logged runs were and came to. */
@NullMarked
package org.wattsplit.study.runs;

import org.jspecify.annotations.NullMarked;
