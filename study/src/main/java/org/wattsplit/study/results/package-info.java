/** The job that trains and tests all agents in all scenarios and writes the page of results. */
@NullMarked
package org.wattsplit.study.results;

import org.jspecify.annotations.NullMarked;
