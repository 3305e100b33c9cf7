/** The testbed that models a device, its link and a cloud node, and the fit of its coefficients to measurements. */
@NullMarked
package org.wattsplit.testbed.model;

import org.jspecify.annotations.NullMarked;
