/** ONNX's public file format, generated from {@code onnx.proto}. */
@NullMarked
package org.wattsplit.testbed.onnx.format;

import org.jspecify.annotations.NullMarked;
