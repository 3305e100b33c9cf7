/** What every file of the project shares: header, strict JSON and YAML, bounded CSV, atomic writes, one writer at a time. */
@NullMarked
package org.wattsplit.framework.file;

import org.jspecify.annotations.NullMarked;
