/** Published results, recomputed and set beside the published figures. */
@NullMarked
package org.wattsplit.study.reproduce;

import org.jspecify.annotations.NullMarked;
