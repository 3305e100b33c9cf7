/** Providers: how implementations are found by name at run time. */
@NullMarked
package org.wattsplit.framework.provider;

import org.jspecify.annotations.NullMarked;
