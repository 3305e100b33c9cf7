/** The log of a run: one row per request, with every part of its outcome. */
@NullMarked
package org.wattsplit.framework.runlog;

import org.jspecify.annotations.NullMarked;
