/** The job that sets logged runs beside what a testbed expects of them. */
@NullMarked
package org.wattsplit.study.simtoreal;

import org.jspecify.annotations.NullMarked;
