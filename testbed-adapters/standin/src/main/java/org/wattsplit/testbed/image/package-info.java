/** The image of the cloud's endpoint, made from this machine's Java runtime and libraries without a registry. */
@NullMarked
package org.wattsplit.testbed.image;

import org.jspecify.annotations.NullMarked;
