/** The job that runs agents on a scenario and logs every request. */
@NullMarked
package org.wattsplit.study.evaluate;

import org.jspecify.annotations.NullMarked;
