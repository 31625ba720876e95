/** Words as bytes, and their numbers. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.words;

import org.jspecify.annotations.NullMarked;
