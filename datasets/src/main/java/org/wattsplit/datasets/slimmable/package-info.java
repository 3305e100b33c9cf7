/** Slimmable encoders on a Raspberry Pi 4, and the ladders of separate networks that they were compared with. */
@NullMarked
package org.wattsplit.datasets.slimmable;

import org.jspecify.annotations.NullMarked;
