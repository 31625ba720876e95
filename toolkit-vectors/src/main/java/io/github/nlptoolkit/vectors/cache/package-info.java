/** Keeps the vectors of texts, in memory and on disk. */
@NullMarked
package io.github.nlptoolkit.vectors.cache;

import org.jspecify.annotations.NullMarked;
