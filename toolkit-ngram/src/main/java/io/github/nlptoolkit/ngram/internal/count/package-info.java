/** Counting n-grams: reading text, sorting, spilling to disk, merging. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.count;

import org.jspecify.annotations.NullMarked;
