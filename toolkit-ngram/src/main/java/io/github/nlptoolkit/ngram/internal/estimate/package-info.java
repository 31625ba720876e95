/** From counts to probabilities and back-off weights. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.estimate;

import org.jspecify.annotations.NullMarked;
