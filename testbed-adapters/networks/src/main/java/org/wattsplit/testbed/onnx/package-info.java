/** ONNX models in two halves: where they can be cut, files of the halves, and how they run on ONNX Runtime. */
@NullMarked
package org.wattsplit.testbed.onnx;

import org.jspecify.annotations.NullMarked;
