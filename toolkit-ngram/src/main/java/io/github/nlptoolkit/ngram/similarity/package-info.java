/** How alike texts are by the n-grams that they share, and near-duplicates among many texts. */
@NullMarked
package io.github.nlptoolkit.ngram.similarity;

import org.jspecify.annotations.NullMarked;
