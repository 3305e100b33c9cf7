/** The job that searches a configuration space offline. */
@NullMarked
package org.wattsplit.study.search;

import org.jspecify.annotations.NullMarked;
