/** The job that suggests which configurations to measure next. */
@NullMarked
package org.wattsplit.study.suggest;

import org.jspecify.annotations.NullMarked;
