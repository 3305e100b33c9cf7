/** The job that measures a network and writes it as a dataset. */
@NullMarked
package org.wattsplit.study.profile;

import org.jspecify.annotations.NullMarked;
