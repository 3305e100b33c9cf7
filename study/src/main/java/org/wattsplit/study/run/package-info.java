/** The job that runs agents and logs every request. */
@NullMarked
package org.wattsplit.study.run;

import org.jspecify.annotations.NullMarked;
