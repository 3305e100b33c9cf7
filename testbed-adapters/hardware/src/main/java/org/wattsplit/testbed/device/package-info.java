/** Control of the edge device's hardware setting: knobs that read back what they set, on this machine or a remote one. */
@NullMarked
package org.wattsplit.testbed.device;

import org.jspecify.annotations.NullMarked;
