/** The whole of a study: jobs, each from a plan to a result, and the short way to all of them. */
@NullMarked
package org.wattsplit.study;

import org.jspecify.annotations.NullMarked;
