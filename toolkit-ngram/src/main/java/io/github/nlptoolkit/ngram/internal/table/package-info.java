/** The n-grams of a back-off model in memory, and what asks it. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.table;

import org.jspecify.annotations.NullMarked;
