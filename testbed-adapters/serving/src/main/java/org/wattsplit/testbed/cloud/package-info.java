/** The cloud's half of split inference: a server of tails that speaks the Open Inference Protocol, and its client. */
@NullMarked
package org.wattsplit.testbed.cloud;

import org.jspecify.annotations.NullMarked;
