/** The job that compares logged runs and writes their report. */
@NullMarked
package org.wattsplit.study.compare;

import org.jspecify.annotations.NullMarked;
