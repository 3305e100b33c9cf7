/** Links between edge and cloud on one machine: as slow and as far as they are told. */
@NullMarked
package org.wattsplit.testbed.link;

import org.jspecify.annotations.NullMarked;
