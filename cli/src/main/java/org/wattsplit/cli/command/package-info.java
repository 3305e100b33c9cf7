/** The subcommands, one class each. */
@NullMarked
package org.wattsplit.cli.command;

import org.jspecify.annotations.NullMarked;
