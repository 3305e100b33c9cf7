/** Small programs, one for each thing that can be added to a study. */
@NullMarked
package org.wattsplit.examples;

import org.jspecify.annotations.NullMarked;
