/** Small networks of Deeplearning4j, and their frozen copies in plain arithmetic. */
@NullMarked
package org.wattsplit.agents.network;

import org.jspecify.annotations.NullMarked;
