/** What others measured and published, read from the files that they published. */
@NullMarked
package org.wattsplit.datasets.importer;

import org.jspecify.annotations.NullMarked;
