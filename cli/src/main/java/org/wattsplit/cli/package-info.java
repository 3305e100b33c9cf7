/** The wattsplit command: the only main. */
@NullMarked
package org.wattsplit.cli;

import org.jspecify.annotations.NullMarked;
