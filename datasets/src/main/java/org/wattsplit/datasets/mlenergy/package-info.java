/** The ML.ENERGY leaderboard's measurements of large language models on one GPU node: time and energy of a token. */
@NullMarked
package org.wattsplit.datasets.mlenergy;

import org.jspecify.annotations.NullMarked;
