/** The report of a comparison: one HTML file that needs nothing else. */
@NullMarked
package org.wattsplit.framework.report;

import org.jspecify.annotations.NullMarked;
