/** Long columns of numbers, and sorting. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.column;

import org.jspecify.annotations.NullMarked;
