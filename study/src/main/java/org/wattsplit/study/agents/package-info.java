/** What there is to know of an agent before it runs. */
@NullMarked
package org.wattsplit.study.agents;

import org.jspecify.annotations.NullMarked;
