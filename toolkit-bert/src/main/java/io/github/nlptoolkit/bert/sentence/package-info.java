/** Sentence embeddings as sentence-transformers makes them. */
@NullMarked
package io.github.nlptoolkit.bert.sentence;

import org.jspecify.annotations.NullMarked;
