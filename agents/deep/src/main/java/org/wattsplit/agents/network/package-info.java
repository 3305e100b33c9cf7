/** Small networks of Deeplearning4j, their frozen copies in plain arithmetic, and what learners that train them share. */
@NullMarked
package org.wattsplit.agents.network;

import org.jspecify.annotations.NullMarked;
