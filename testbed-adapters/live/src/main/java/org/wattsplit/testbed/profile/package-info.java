/** Measuring of a network's configurations on a device and a cloud: spaces from cuts, visits, the order of visits. */
@NullMarked
package org.wattsplit.testbed.profile;

import org.jspecify.annotations.NullMarked;
