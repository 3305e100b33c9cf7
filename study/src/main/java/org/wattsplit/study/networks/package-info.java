/** Jobs on networks that run in two halves: build them, cut them, check the halves, compare codecs and backends. */
@NullMarked
package org.wattsplit.study.networks;

import org.jspecify.annotations.NullMarked;
