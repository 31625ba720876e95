/** Pairs, communities and hard negatives mined from embeddings. */
@NullMarked
package io.github.nlptoolkit.vectors.mining;

import org.jspecify.annotations.NullMarked;
