/** What all jobs share: what they run on, what they are told, and how they say what they are. */
@NullMarked
package org.wattsplit.study.job;

import org.jspecify.annotations.NullMarked;
