/** Requests, their deadlines, and what a scheduler may observe before it decides. */
@NullMarked
package org.wattsplit.framework.request;

import org.jspecify.annotations.NullMarked;
