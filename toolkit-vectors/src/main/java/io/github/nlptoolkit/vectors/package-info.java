/** Exact and approximate search, pair mining and clustering over embeddings. */
@NullMarked
package io.github.nlptoolkit.vectors;

import org.jspecify.annotations.NullMarked;
