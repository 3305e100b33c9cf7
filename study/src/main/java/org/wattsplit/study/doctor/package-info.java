/** The job that says what a machine, and a live testbed, can do. */
@NullMarked
package org.wattsplit.study.doctor;

import org.jspecify.annotations.NullMarked;
