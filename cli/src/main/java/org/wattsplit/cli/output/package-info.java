/** What commands print: tables, progress, facts about the host. */
@NullMarked
package org.wattsplit.cli.output;

import org.jspecify.annotations.NullMarked;
