/** MLCommons' tiny results: an NPU at two operating points, with time and energy of an inference, and one task of it bundled. */
@NullMarked
package org.wattsplit.datasets.mlperftiny;

import org.jspecify.annotations.NullMarked;
