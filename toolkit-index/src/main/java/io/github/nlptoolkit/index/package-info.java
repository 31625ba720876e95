/** An index on disk of vectors and texts: approximate search, BM25 and both together. */
@NullMarked
package io.github.nlptoolkit.index;

import org.jspecify.annotations.NullMarked;
