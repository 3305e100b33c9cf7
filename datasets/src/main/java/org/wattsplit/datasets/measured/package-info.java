/** Tables that the project measured itself with {@code wattsplit profile}, bundled with how they came about. */
@NullMarked
package org.wattsplit.datasets.measured;

import org.jspecify.annotations.NullMarked;
