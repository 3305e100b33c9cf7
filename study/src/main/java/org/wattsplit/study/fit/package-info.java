/** The job that fits a device model to the published measurements. */
@NullMarked
package org.wattsplit.study.fit;

import org.jspecify.annotations.NullMarked;
