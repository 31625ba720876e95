/** Softmax, cross-entropy and normalisation on plain arrays. */
@NullMarked
package io.github.nlptoolkit.eval.layer;

import org.jspecify.annotations.NullMarked;
