/** Published architectures as ONNX models with weights drawn by a seed. */
@NullMarked
package org.wattsplit.testbed.zoo;

import org.jspecify.annotations.NullMarked;
