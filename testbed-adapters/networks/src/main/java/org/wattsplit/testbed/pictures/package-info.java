/** Pictures of letters and digits that the project draws itself, so that an accuracy on them is measured and not looked up. */
@NullMarked
package org.wattsplit.testbed.pictures;

import org.jspecify.annotations.NullMarked;
