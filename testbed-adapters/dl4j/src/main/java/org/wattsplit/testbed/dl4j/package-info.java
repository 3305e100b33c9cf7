/** Networks of Deeplearning4j that run in two halves. */
@NullMarked
package org.wattsplit.testbed.dl4j;

import org.jspecify.annotations.NullMarked;
