/** Measures the cloud's endpoint: how long a tensor takes to it, and whether it holds under many clients. */
@NullMarked
package org.wattsplit.testbed.cloud.bench;

import org.jspecify.annotations.NullMarked;
