/** The whole of a study in one job. */
@NullMarked
package org.wattsplit.study.quickstart;

import org.jspecify.annotations.NullMarked;
