/** Keywords of documents by the similarity of embeddings. */
@NullMarked
package io.github.nlptoolkit.keybert;

import org.jspecify.annotations.NullMarked;
