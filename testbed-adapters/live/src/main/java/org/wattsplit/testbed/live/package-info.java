/** The testbed that executes requests on hardware: device, network, cloud and meter together. */
@NullMarked
package org.wattsplit.testbed.live;

import org.jspecify.annotations.NullMarked;
