/** What every file of the project shares: header, strict JSON and YAML, bounded CSV, atomic writes. */
@NullMarked
package org.wattsplit.framework.file;

import org.jspecify.annotations.NullMarked;
