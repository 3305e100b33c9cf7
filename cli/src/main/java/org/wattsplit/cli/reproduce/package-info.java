/** Published results, recomputed and set beside the published figures. */
@NullMarked
package org.wattsplit.cli.reproduce;

import org.jspecify.annotations.NullMarked;
